import type { CaseMail, CaseStore, NativeMail } from '../../mail/ports.ts';
import { textIn } from './answer-fields.ts';
import type { OrgBudget } from './budget.ts';
import { createCaseMail } from './case-mail.ts';
import { createCaseStore } from './case-store.ts';
import {
  addOrg,
  changeOrg,
  checkOrg,
  isSameLogin,
  type NewOrg,
  type OrgChange,
  type Removal,
  removeOrg,
} from './change-orgs.ts';
import { type OrgChoices, readChoices } from './choices.ts';
import { type CaseToJoin, lookUpCase } from './look-up-case.ts';
import { createNativeMail } from './native-mail.ts';
import type { Org, OrgSecret } from './org.ts';
import { listOrgs, type OrgPorts, readOrg, settingsOrg } from './read-orgs.ts';
import { createOrgSession, type OrgSession } from './session.ts';
import { queryRows, quoted } from './soql.ts';

/** A case, as a page names it. */
export type CaseLink = {
  readonly id: string;
  readonly subject: string;
  readonly number: string;
  readonly url: string;
};

/** Another instance may change an org: a call uses what it was a minute ago at most. */
const REMEMBERED_MS = 60_000;

/** The Salesforce organizations of an installation. Each function is described where it is declared. */
export function createOrgs(ports: OrgPorts) {
  const { sessionOf, forget } = createSessions(ports);
  return {
    list: () => listOrgs(ports),
    read: async (id: string): Promise<Org> => (await readOrg(ports, id)).value,
    add: (given: NewOrg, by: string) => addOrg(ports, given, by),
    change: (id: string, change: OrgChange, by: string) =>
      changeOrg(ports, { id, change, by }).finally(() => forget(id)),
    check: async (id: string): Promise<Org> => {
      forget(id);
      return checkOrg(ports, await sessionOf(id));
    },
    remove: (id: string, removal: Removal) =>
      removeOrg(ports, id, removal).finally(() => forget(id)),
    choicesOf: async (id: string): Promise<OrgChoices> => readChoices(await sessionOf(id)),
    casesOf: (id: string): CaseStore => createCaseStore(() => sessionOf(id)),
    caseMailOf: (id: string): CaseMail => createCaseMail(() => sessionOf(id)),
    nativeMailOf: (id: string): NativeMail => createNativeMail(() => sessionOf(id)),
    /** Names cases for a page. Those that are gone are left out. @param caseIds at most 200 */
    linksTo: async (id: string, caseIds: readonly string[]) =>
      caseIds.length === 0 ? [] : linksTo(await sessionOf(id), caseIds),
    /** See `lookUpCase`. */
    lookUpCase: async (id: string, named: string): Promise<CaseToJoin> =>
      lookUpCase(await sessionOf(id), named),
    /** What this process last heard of its API requests; null: nothing yet. */
    budgetOf: async (id: string): Promise<OrgBudget | null> => (await sessionOf(id)).budget(),
  };
}

export type Orgs = ReturnType<typeof createOrgs>;

/** One session for each org and way to log in, so that tokens and what was described are remembered. */
function createSessions(ports: OrgPorts) {
  const sessions = new Map<string, { readonly session: OrgSession; readonly readAt: number }>();
  const secretOf = async ({ id, secretVersion }: Org): Promise<OrgSecret | null> =>
    settingsOrg(ports, id)?.secret ?? ports.secrets.get(secretVersion);
  const sessionOf = async (id: string): Promise<OrgSession> => {
    const found = sessions.get(id);
    const now = ports.clock.now().getTime();
    if (found && now - found.readAt < REMEMBERED_MS) return found.session;
    const { value: org } = await readOrg(ports, id);
    const isSame = found !== undefined && isSameLogin(found.session.org, org);
    const session = isSame ? found.session : createOrgSession(org, { ...ports, secretOf });
    sessions.set(id, { session, readAt: now });
    return session;
  };
  return { sessionOf, forget: (id: string) => sessions.delete(id) };
}

async function linksTo(
  session: OrgSession,
  caseIds: readonly string[],
): Promise<readonly CaseLink[]> {
  const ids = caseIds.map(quoted).join(', ');
  const rows = await queryRows(
    session,
    `SELECT Id, Subject, CaseNumber FROM Case WHERE Id IN (${ids})`,
  );
  return rows.flatMap((row) => {
    const id = textIn(row, 'Id');
    if (id === null) return [];
    const url = `${session.org.myDomain}/${id}`;
    return {
      id,
      subject: textIn(row, 'Subject') ?? '',
      number: textIn(row, 'CaseNumber') ?? '',
      url,
    };
  });
}

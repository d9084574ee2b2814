import { AppError } from '../../errors.ts';
import { type AuditEventKind, auditEvent } from '../../tokens/index.ts';
import { loginToOrg } from './login.ts';
import { parseMyDomain } from './my-domain.ts';
import {
  ORG_RECORD,
  type Org,
  type OrgCertificate,
  type OrgMethod,
  type OrgSecret,
} from './org.ts';
import { idOf, listOrgs, type OrgPorts, readOrg } from './read-orgs.ts';
import { checkReadiness } from './readiness.ts';
import type { OrgSession } from './session.ts';

/** What an administrator enters of an org. */
export type NewOrg = {
  /** As it was pasted. */
  readonly myDomain: string;
  readonly clientId: string;
  /** Required with a private key. */
  readonly username: string | null;
  readonly secret: OrgSecret;
  /** That of the private key; null with a consumer secret. */
  readonly certificate: OrgCertificate | null;
};

/** The parts of an org that can be changed. */
export type OrgChange = Omit<NewOrg, 'myDomain'>;

const REMOVED_MS = 24 * 60 * 60 * 1000;

/**
 * Adds an org, once Salesforce logged the connector in: its secret to the vault first, then the record that names it.
 *
 * @throws AppError `my_domain_malformed`, `consumer_key_malformed`, `org_secret_missing`, `org_exists`,
 *   `org_login_refused`, `org_unavailable`; what store and vault throw
 */
export async function addOrg(ports: OrgPorts, given: NewOrg, by: string): Promise<Org> {
  const myDomain = parseMyDomain(given.myDomain, ports.emulatorUrl);
  const login = checkedLogin(given);
  const orgs = await listOrgs(ports);
  if (orgs.some((org) => org.myDomain === myDomain)) throw new AppError('org_exists');
  const id = idOf(myDomain);
  const earlier = await ports.store.readRecord(ORG_RECORD, id);
  const { organizationId } = await loginToOrg({ ...login, myDomain }, ports.clock.now());
  const org: Org = {
    id,
    myDomain,
    ...partsOf(login),
    secretVersion: '',
    organizationId,
    readiness: null,
    addedAt: ports.clock.now(),
    addedBy: by,
    isFromSettings: false,
    removedAt: null,
  };
  const revision = earlier?.revision ?? null;
  return storeWithSecret(ports, { org, secret: login.secret, revision }, { kind: 'org_added', by });
}

/** Changes how the connector logs in, once Salesforce accepted it. @throws as `addOrg` does, and `org_unknown` */
export async function changeOrg(
  ports: OrgPorts,
  { id, change, by }: { readonly id: string; readonly change: OrgChange; readonly by: string },
): Promise<Org> {
  const { value, revision } = await readOrg(ports, id);
  if (value.isFromSettings) throw new AppError('org_exists');
  const login = checkedLogin(change);
  const { myDomain, secretVersion } = value;
  const { token, organizationId } = await loginToOrg({ ...login, myDomain }, ports.clock.now());
  const org = { ...value, ...partsOf(login), organizationId, readiness: null };
  const stored = { org, secret: login.secret, revision };
  const written = await storeWithSecret(ports, stored, { kind: 'org_changed', by });
  await ports.secrets.destroy(secretVersion);
  // The stored token is another user's.
  await ports.tokens.writeOrgToken(id, token).catch(() => null);
  return written;
}

/** Checks an org step by step and stores what was found, unless somebody changed the org since. */
export async function checkOrg(ports: OrgPorts, session: OrgSession): Promise<Org> {
  const { id } = session.org;
  const readiness = await checkReadiness(session, ports.clock.now());
  const { value, revision } = await readOrg(ports, id);
  const login = readiness.steps.find(({ step }) => step === 'login');
  const organizationId = login?.facts[0] ?? value.organizationId;
  const org = { ...value, readiness, organizationId };
  if (revision !== null && isSameLogin(session.org, value)) {
    const record = { kind: ORG_RECORD, id, value: org, expiresAt: null };
    await ports.store.writeRecord(record, revision);
  }
  return org;
}

/** `isUsed`: does an intake name the org? */
export type Removal = { readonly by: string; readonly isUsed: () => Promise<boolean> };

/**
 * Removes an org and destroys its secret, if no mailbox sends its mail there.
 *
 * @throws AppError `org_unknown`, `org_in_use`, `store_conflict`; what store and vault throw
 */
export async function removeOrg(
  ports: OrgPorts,
  id: string,
  { by, isUsed }: Removal,
): Promise<void> {
  const { value, revision } = await readOrg(ports, id);
  if (value.isFromSettings || (await isUsed())) throw new AppError('org_in_use');
  const removed: Org = { ...value, removedAt: ports.clock.now() };
  const marked = await write(ports, { org: removed, revision }, null);
  // Again, now that no mailbox can choose it any more.
  if (await isUsed()) {
    await write(ports, { org: value, revision: marked }, null);
    throw new AppError('org_in_use');
  }
  await write(ports, { org: removed, revision: marked }, { kind: 'org_removed', by });
  await ports.secrets.destroy(value.secretVersion);
}

type CheckedLogin = OrgChange & { readonly method: OrgMethod };

function checkedLogin({ clientId, username, secret, certificate }: OrgChange): CheckedLogin {
  const given = clientId.trim();
  if (!/^[\w.+/=-]{10,512}$/.test(given)) throw new AppError('consumer_key_malformed');
  if (secret.kind === 'client_secret') {
    if (secret.clientSecret.trim() === '') throw new AppError('org_secret_missing');
    const trimmed = { kind: secret.kind, clientSecret: secret.clientSecret.trim() } as const;
    const method = 'client_credentials';
    return { method, clientId: given, username: null, secret: trimmed, certificate: null };
  }
  const user = username?.trim() ?? '';
  if (user === '') throw new AppError('org_secret_missing');
  return { method: 'jwt_bearer', clientId: given, username: user, secret, certificate };
}

const partsOf = ({ method, clientId, username, certificate }: CheckedLogin) => ({
  method,
  clientId,
  username,
  certificate,
});

type Change = { readonly kind: AuditEventKind; readonly by: string };

/** Stores the secret first. When the record cannot name it, it is destroyed again. */
async function storeWithSecret(
  ports: OrgPorts,
  { org, secret, revision }: { org: Org; secret: OrgSecret; revision: string | null },
  change: Change,
): Promise<Org> {
  const secretVersion = await ports.secrets.put(org.id, secret);
  const named = { ...org, secretVersion };
  try {
    await write(ports, { org: named, revision }, change);
    return named;
  } catch (thrown) {
    // A write whose answer was lost may have arrived.
    const stored = await ports.store.readRecord(ORG_RECORD, org.id).catch(() => 'unknown');
    const isNamed =
      stored === 'unknown' ||
      (typeof stored === 'object' && stored?.value.secretVersion === secretVersion);
    if (!isNamed) await ports.secrets.destroy(secretVersion).catch(() => null);
    throw thrown;
  }
}

/** Answers the new revision. */
async function write(
  ports: OrgPorts,
  { org, revision }: { readonly org: Org; readonly revision: string | null },
  change: Change | null,
): Promise<string> {
  const { id, removedAt } = org;
  const expiresAt = removedAt ? new Date(removedAt.getTime() + REMOVED_MS) : null;
  const about = { of: null, serviceAccount: org.myDomain, role: 'administrator' } as const;
  const event = change && auditEvent(ports, change.kind, { ...about, by: change.by });
  const record = { kind: ORG_RECORD, id, value: org, expiresAt };
  const written = await ports.store.writeRecord(record, revision, event);
  if (written === null) throw new AppError('store_conflict');
  return written;
}

/** Is the connector logged in to both as the same app and user? */
export const isSameLogin = (one: Org, other: Org): boolean =>
  one.secretVersion === other.secretVersion &&
  one.clientId === other.clientId &&
  one.username === other.username &&
  one.myDomain === other.myDomain;

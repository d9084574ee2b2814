import {
  checklistOf,
  SETUP_CHECK_RECORD,
  type StoredCheck,
  storeCheck,
} from '../checklist/index.ts';
import { asAppError } from '../errors.ts';
import { createClientCheck } from '../google/index.ts';
import { type Incoming, page, type Reply, redirect } from '../http/index.ts';
import { checklistPage } from '../pages/index.ts';
import { probeMailbox } from '../probe/index.ts';
import { withGmailAndImap } from '../runtime/gmail.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { auditEvent } from '../tokens/index.ts';
import { frameOf } from '../web/frame.ts';
import { HOME } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';
import { readSetupFacts } from './checklist-facts.ts';

const CHECKLIST = `${HOME}/checklist`;

/** What was checked a moment ago is not asked again. Who has just mended a setting need not wait to see it, either. */
const FRESH_MS = 1000;

/** More organizations are checked on their own pages. */
const MOST_ORGS = 10;

/** The set-up checklist: what is proved, what fails and why, and what nobody knows yet. */
export async function showChecklist(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const session = await requireSession(incoming, runtime);
  const [frame, facts] = await Promise.all([
    frameOf(incoming, runtime),
    readSetupFacts(runtime, session),
  ]);
  const notice = incoming.query.get('notice');
  return page(
    checklistPage(frame, {
      items: checklistOf(facts),
      keysAre: runtime.config.state.kind,
      checked: notice === 'checked',
    }),
  );
}

const backToChecklist = ({ config }: Runtime): Reply =>
  redirect(`${config.baseUrl}${CHECKLIST}?notice=checked`);

/** "Check everything now": asks Google for the client and the redirect URI, Gmail for one mailbox, and each organization. */
export async function checkEverything(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  const by = session.address;
  const client = createClientCheck(runtime.config.oauthClient, runtime.google);
  await Promise.all([
    checkStored(runtime, { name: 'google_client', by }, client.checkCredentials),
    checkStored(runtime, { name: 'redirect_uri', by }, client.checkRedirectUri),
    checkOneMailbox(runtime, by),
    checkOrgs(runtime),
  ]);
  return backToChecklist(runtime);
}

/** "I have a backup": nothing but a person knows. */
export async function confirmBackup(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  const by = session.address;
  const check = { name: 'keys', at: runtime.clock.now(), by, failure: null } as const;
  const event = auditEvent(runtime, 'keys_backed_up', { of: null, by, role: 'administrator' });
  await storeCheck(runtime.store, check, event);
  return redirect(`${runtime.config.baseUrl}${CHECKLIST}#keys`);
}

const isFresh = ({ clock }: Runtime, at: Date | undefined): boolean =>
  at !== undefined && clock.now().getTime() - at.getTime() < FRESH_MS;

async function checkStored(
  runtime: Runtime,
  { name, by }: Pick<StoredCheck, 'name' | 'by'>,
  check: () => Promise<void>,
): Promise<void> {
  const { store, clock } = runtime;
  const last = await store.readRecord(SETUP_CHECK_RECORD, name);
  if (isFresh(runtime, last?.value.at)) return;
  const failure = await check().then(
    () => null,
    (thrown: unknown) => {
      const { code, upstream } = asAppError(thrown);
      return { code, upstream };
    },
  );
  await storeCheck(store, { name, at: clock.now(), by, failure });
}

/** One mailbox stands for all: the API is on in the project, or it is not. */
async function checkOneMailbox(runtime: Runtime, requestedBy: string): Promise<void> {
  const { items } = await runtime.store.listConnections({ after: null, limit: 10 });
  const mailbox = items.find(({ status }) => status === 'active');
  if (!mailbox || isFresh(runtime, mailbox.probe?.at)) return;
  const request = { trigger: 'person', requestedBy } as const;
  // A mailbox that was disconnected meanwhile cannot be probed, and says nothing about the set-up.
  await probeMailbox(withGmailAndImap(runtime), mailbox.id, request).catch(() => null);
}

async function checkOrgs(runtime: Runtime): Promise<void> {
  const { orgs } = mailOf(runtime);
  const due = (await orgs.list()).filter(({ readiness }) => !isFresh(runtime, readiness?.at));
  // What keeps a check from being made is shown as not checked.
  await Promise.all(due.slice(0, MOST_ORGS).map(({ id }) => orgs.check(id).catch(() => null)));
}

import { diagnose } from '../diagnosis/index.ts';
import { AppError, isErrorCode } from '../errors.ts';
import { type Incoming, page, type Reply, redirect } from '../http/index.ts';
import { countCauses, fileAnyway, listMail, skipMail, tryAgain } from '../mail/index.ts';
import type { LedgerEntry } from '../mail/model/ledger.ts';
import {
  type Envelope,
  type ErrorView,
  type HeldCauses,
  heldPage,
  MAIL_DECISIONS,
  type MailDecision,
  type MailDone,
  type MessageView,
  messagesPage,
} from '../pages/index.ts';
import { explainUse } from '../runtime/explain-use.ts';
import { mailOf } from '../runtime/mail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from '../web/frame.ts';
import { idIn, requireConnection } from '../web/purpose.ts';
import { HOME, returnPath } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';
import { refusalOf } from './delegations.ts';
import { type CaseUrl, caseUrls, mailUrlOf } from './mail-links.ts';

const MESSAGES_SHOWN = 50;

/** The last messages of a mailbox, or with `show=held` those that are held; with `open` the envelope of one. */
export async function showMessages(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  return messagesReply(incoming, runtime, { refused: null, status: 200 });
}

type Shown = { readonly refused: ErrorView | null; readonly status: number };

async function messagesReply(
  incoming: Incoming,
  runtime: Runtime,
  { refused, status }: Shown,
): Promise<Reply> {
  const { query } = incoming;
  const connection = await requireConnection(idIn(incoming), runtime);
  const { id: connectionId } = connection;
  const { address } = connection.mailbox;
  const { store } = mailOf(runtime);
  const show = query.get('show') === 'held' ? 'held' : 'all';
  const after = query.get('after') || null;
  const state = show === 'held' ? ('held' as const) : null;
  const listing = { connectionId, state, after, limit: MESSAGES_SHOWN };
  const [frame, listed, intake, envelope] = await Promise.all([
    frameOf(incoming, runtime),
    listMail({ store }, listing),
    store.readIntake(connectionId),
    envelopeOf(runtime, connectionId, query.get('open')),
  ]);
  const caseUrlOf = await caseUrls(runtime);
  const orgId = intake?.value.routing.orgId ?? null;
  const urls = { caseUrlOf, orgId, address };
  const view = {
    connectionId,
    address,
    isOn: intake?.value.isOn === true,
    show,
    messages: listed.items.map((entry) => messageViewOf(runtime, entry, urls)),
    held: listed.held,
    causes: show === 'held' ? await causesOf(runtime, connectionId) : NO_CAUSES,
    envelope,
    after,
    next: listed.next,
    done: doneIn(query),
    refused,
  } as const;
  const path = frame.path === HOME ? `${HOME}/connections/${connectionId}/messages` : frame.path;
  return page(messagesPage({ ...frame, path }, view), status);
}

const NO_CAUSES: HeldCauses = { causes: [], isAll: true };

/** What a redirect says that was done: of one mail, or of how many that were held for which cause. */
function doneIn(query: URLSearchParams): MailDone | null {
  if (query.get('notice') === 'corrected') return { decision: 'corrected', many: null };
  const decision = MAIL_DECISIONS.find((each) => each === query.get('notice'));
  if (decision === undefined) return null;
  const count = /^\d{1,6}$/.exec(query.get('count') ?? '')?.[0];
  const cause = query.get('cause') ?? '';
  const isMany = count !== undefined && isErrorCode(cause);
  return { decision, many: isMany ? { count: Number(count), cause } : null };
}

/** The held mail of all mailboxes. */
export async function showHeld(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  return heldReply(incoming, runtime, { refused: null, status: 200 });
}

async function heldReply(
  incoming: Incoming,
  runtime: Runtime,
  { refused, status }: Shown,
): Promise<Reply> {
  const { query } = incoming;
  const { store } = mailOf(runtime);
  const after = query.get('after') || null;
  const listing = { connectionId: null, state: 'held', after, limit: MESSAGES_SHOWN } as const;
  const [frame, listed, intakes, caseUrlOf, causes] = await Promise.all([
    frameOf(incoming, runtime),
    listMail({ store }, listing),
    store.listIntakes(),
    caseUrls(runtime),
    causesOf(runtime, null),
  ]);
  const messages = listed.items.map((entry) => {
    const intake = intakes.find(({ connectionId }) => connectionId === entry.connectionId);
    const address = intake?.address ?? entry.connectionId;
    const urls = { caseUrlOf, orgId: intake?.routing.orgId ?? null, address };
    return { ...messageViewOf(runtime, entry, urls), address };
  });
  const { held, next } = listed;
  const view = { held, messages, causes, after, next, done: doneIn(query), refused };
  // The answer to a form has no address of its own.
  const path = frame.path === HOME ? `${HOME}/held` : frame.path;
  return page(heldPage({ ...frame, path }, view), status);
}

type Urls = {
  readonly caseUrlOf: (orgId: string | null) => CaseUrl;
  /** The mailbox's organization, for what was stored without its own. */
  readonly orgId: string | null;
  readonly address: string;
};

function messageViewOf(
  runtime: Runtime,
  entry: LedgerEntry,
  { caseUrlOf, orgId, address }: Urls,
): MessageView {
  return {
    entry,
    diagnosis: entry.failure && diagnose(entry.failure),
    caseUrl: entry.filed && caseUrlOf(entry.filed.orgId ?? orgId)(entry.filed.caseId),
    mailUrl: mailUrlOf(runtime, address, entry.messageId),
  };
}

/** Reads the subject and the sender for this answer alone. A mail that is not in the ledger is not read. */
async function envelopeOf(
  runtime: Runtime,
  connectionId: string,
  messageId: string | null,
): Promise<Envelope | null> {
  const { store, readerOf } = mailOf(runtime);
  if (messageId === null || !(await store.readEntry(connectionId, messageId))) return null;
  try {
    const { subject, from } = await readerOf(connectionId).readEnvelope(messageId);
    return { messageId, subject, from };
  } catch (thrown) {
    // A fault of ours is no refusal: its stack belongs into the log.
    if (!(thrown instanceof AppError)) throw thrown;
    return { messageId, diagnosis: await explainUse(runtime, connectionId, thrown) };
  }
}

/** Why mail of a mailbox, or of all, is held. */
export async function causesOf(runtime: Runtime, connectionId: string | null): Promise<HeldCauses> {
  const { causes, isAll } = await countCauses(mailOf(runtime), connectionId);
  const explained = causes.map(({ failure, count }) => ({
    code: failure.code,
    diagnosis: diagnose(failure),
    count,
  }));
  return { causes: explained, isAll };
}

const DECISIONS = {
  retry: { decide: tryAgain, done: 'retried' },
  file: { decide: fileAnyway, done: 'forced' },
  skip: { decide: skipMail, done: 'skipped' },
} as const satisfies Record<string, { decide: typeof tryAgain; done: MailDecision }>;

const isDecision = (name: string | null): name is keyof typeof DECISIONS =>
  name !== null && Object.hasOwn(DECISIONS, name);

/** "Try again", "File it", "Skip it": of one mail, or of what the mailbox holds for one cause. */
export async function decideMail(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const submitted = await readAdminForm(incoming, runtime);
  try {
    return await decide(runtime, { ...submitted, connectionId: idIn(incoming) });
  } catch (thrown) {
    const { view: refused, status } = refusalOf(incoming, thrown);
    return messagesReply(incoming, runtime, { refused, status });
  }
}

/** The same of what all mailboxes hold for one cause. */
export async function decideHeld(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const submitted = await readAdminForm(incoming, runtime);
  try {
    return await decide(runtime, { ...submitted, connectionId: null });
  } catch (thrown) {
    const { view: refused, status } = refusalOf(incoming, thrown);
    return heldReply(incoming, runtime, { refused, status });
  }
}

type Decided = {
  readonly session: { readonly address: string };
  readonly form: URLSearchParams;
  readonly connectionId: string | null;
};

async function decide(runtime: Runtime, { session, form, connectionId }: Decided): Promise<Reply> {
  const asked = form.get('do');
  if (!isDecision(asked)) throw new AppError('not_found');
  const { decide: make, done } = DECISIONS[asked];
  const cause = form.get('cause') ?? '';
  const isMany = isErrorCode(cause);
  const which = isMany ? { heldFor: cause } : { messageId: form.get('message') ?? '' };
  const count = await make(mailOf(runtime), { connectionId, which, by: session.address });
  const url = new URL(`${runtime.config.baseUrl}${returnPath(form.get('return_to'))}`);
  const said = { notice: done, ...(isMany && { count: String(count), cause }) };
  for (const name of ['notice', 'count', 'cause']) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value);
  return redirect(url.href);
}

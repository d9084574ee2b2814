import { type Incoming, page, type Reply } from '../http/index.ts';
import type { StateCounts } from '../mail/ports.ts';
import { type Day, todayIn } from '../mail/tracing/index.ts';
import { MAIL_TODAY_PATH, type MailTodayView, mailTodayPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { EVERY_CONNECTION, type ListedConnection } from '../tokens/index.ts';
import { frameOf } from '../web/frame.ts';
import { requireSession } from '../web/session-guard.ts';
import { zoneOf } from '../web/time-zone.ts';
import { causesOf } from './messages.ts';

/** Each costs four counts, which are made at the same time. */
const MAILBOXES_SHOWN = 25;

const NO_MAIL: StateCounts = { found: 0, filed: 0, skipped: 0, held: 0 };

/** The mail that arrived on the reader's day: of all mailboxes, and page by page of each. */
export async function showMailToday(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const { mail, store, clock } = runtime;
  const after = incoming.query.get('after') || null;
  const day = todayIn(zoneOf(incoming), clock.now());
  const listing = { after, limit: MAILBOXES_SHOWN, filter: EVERY_CONNECTION };
  const [frame, counts, held, causes, { items, next }] = await Promise.all([
    frameOf(incoming, runtime),
    mail.countArrived({ connectionId: null, ...day }),
    mail.countHeld(null),
    causesOf(runtime, null),
    store.listConnections(listing),
  ]);
  const mailboxes = await Promise.all(items.map((each) => figuresOf(runtime, each, day)));
  const view: MailTodayView = { day, counts, held, causes, mailboxes, after, next };
  return page(mailTodayPage({ ...frame, path: pathOf(after) }, view));
}

const pathOf = (after: string | null): string =>
  after === null ? MAIL_TODAY_PATH : `${MAIL_TODAY_PATH}?${new URLSearchParams({ after })}`;

/** A mailbox whose mail was never on has none in the ledger. */
async function figuresOf({ mail }: Runtime, connection: ListedConnection, day: Day) {
  const { id: connectionId } = connection;
  const intake = await mail.readIntake(connectionId).catch(() => null);
  const counts = intake ? await mail.countArrived({ connectionId, ...day }) : NO_MAIL;
  return { connection, isOn: intake?.value.isOn === true, counts };
}

import { AppError } from '../errors.ts';
import { type Incoming, page, type Reply } from '../http/index.ts';
import { beginOfDay } from '../mail/tracing/index.ts';
import { eventsPage, HISTORY_SUBJECTS, type HistoryQuery } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type EventFilter, MAX_ADDRESS_LENGTH } from '../tokens/index.ts';
import { frameOf } from '../web/frame.ts';
import { eventViewOf } from '../web/mailbox-view.ts';
import { requireSession } from '../web/session-guard.ts';
import { KINDS_OF_SUBJECT } from './history-subjects.ts';

const EVENTS_SHOWN = 50;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A page of the events of all mailboxes, or with `connection` of one.
 *
 * @throws AppError `day_invalid`
 */
export async function showEvents(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const { store } = runtime;
  const asked = readHistoryQuery(incoming.query);
  const { connection } = asked;
  const { after, before } = asked;
  const [frame, { items, ...rest }, found] = await Promise.all([
    frameOf(incoming, runtime),
    store.pageEvents({
      ...{ connectionId: connection, after, before, limit: EVENTS_SHOWN },
      filter: eventFilterOf(asked),
    }),
    connection === null ? null : store.readConnection(connection).catch(() => null),
  ]);
  const address = found?.value.mailbox.address ?? items[0]?.address ?? connection ?? '';
  const of = connection === null ? null : { connectionId: connection, address };
  return page(eventsPage(frame, { asked, of, events: items.map(eventViewOf), ...rest }));
}

/**
 * Reads which events a page's address selects. A subject that is none selects all.
 *
 * @throws AppError `day_invalid`: a day that does not exist would select all too, and an exported file would look narrowed
 */
export function readHistoryQuery(query: URLSearchParams): HistoryQuery {
  const before = query.get('before') || null;
  return {
    connection: query.get('connection') || null,
    subject: HISTORY_SUBJECTS.find((each) => each === query.get('subject')) ?? null,
    by: addressIn(query.get('by')),
    mailbox: addressIn(query.get('mailbox')),
    from: dayIn(query.get('from')),
    to: dayIn(query.get('to')),
    after: before === null ? query.get('after') || null : null,
    before,
  };
}

const addressIn = (text: string | null): string => (text ?? '').trim().slice(0, MAX_ADDRESS_LENGTH);

/** The beginning of a day of UTC; null for what is none. */
const readDay = (text: string): Date | null => beginOfDay('UTC', text);

function dayIn(text: string | null): string {
  const day = (text ?? '').trim();
  if (day !== '' && readDay(day) === null) throw new AppError('day_invalid');
  return day;
}

/** The store's filter for such a query: days of UTC, the last one included. */
export function eventFilterOf({ subject, by, mailbox, from, to }: HistoryQuery): EventFilter {
  const [first, last] = [readDay(from), readDay(to)];
  return {
    ...(subject && { kinds: KINDS_OF_SUBJECT[subject] }),
    ...(by !== '' && { by: by.toLowerCase() }),
    ...(mailbox !== '' && { address: mailbox.toLowerCase() }),
    ...(first && { from: first }),
    ...(last && { until: new Date(last.getTime() + DAY_MS) }),
  };
}

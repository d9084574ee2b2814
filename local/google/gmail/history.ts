import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import type { HistoryRecord, HistoryType } from '../state/mail-history.ts';
import { gmailErrorAnswer } from './errors.ts';
import { shownHistoryId } from './index-lag.ts';
import { type GmailRequest, numberIn } from './request.ts';

const WEEK_MS = 7 * 24 * 3600 * 1000;

/** The values of `historyTypes`, and the field of a record that each stands for. */
const TYPES: ReadonlyMap<string, HistoryType> = new Map([
  ['messageAdded', 'messagesAdded'],
  ['messageDeleted', 'messagesDeleted'],
  ['labelAdded', 'labelsAdded'],
  ['labelRemoved', 'labelsRemoved'],
]);

/**
 * `users.history.list`. A page is made of so many changes and filtered afterwards, so that a page may have a
 * `nextPageToken` and no `history`, as Gmail's can.
 */
export function listHistory(google: Google, { account, exchange }: GmailRequest): Answer {
  const { address } = account;
  const asked = parseQuery(exchange.query);
  if (!asked) return gmailErrorAnswer('invalidArgument');
  if (isExpired(google, address, asked.start)) return gmailErrorAnswer('entityNotFound');

  const upTo = shownHistoryId(google, address);
  const historyId = String(upTo);
  const { limit, after } = asked;
  if (!asked.isAfterEmptyPage && google.faults.find('history_empty_pages', address)) {
    return json(200, { nextPageToken: `${after}.`, historyId });
  }
  const records = google.mail.history.range({ address, after, upTo, limit: limit + 1 });
  const page = records.slice(0, limit);
  const history = page.filter((record) => isAsked(record, asked)).map(toHistory);
  const last = page.at(-1);
  return json(200, {
    ...(history.length > 0 ? { history } : {}),
    ...(records.length > limit && last ? { nextPageToken: String(last.id) } : {}),
    historyId,
  });
}

type Asked = {
  /** The `startHistoryId`. */
  start: number;
  /** After which id the page begins. */
  after: number;
  /** Whether the empty page of `history_empty_pages` came before this one. */
  isAfterEmptyPage: boolean;
  limit: number;
  types: readonly HistoryType[];
  labelId: string | null;
};

function parseQuery(query: URLSearchParams): Asked | null {
  const start = query.get('startHistoryId') ?? '';
  const token = query.get('pageToken') ?? start;
  const limit = numberIn(query, 'maxResults', { min: 1, max: 500, fallback: 100 });
  const named = query.getAll('historyTypes');
  const types = named.flatMap((name) => TYPES.get(name) ?? []);
  const isValid = /^\d{1,15}$/.test(start) && /^\d{1,15}\.?$/.test(token);
  if (!isValid || limit === null || types.length !== named.length) return null;
  return {
    start: Number(start),
    after: Number.parseInt(token, 10),
    isAfterEmptyPage: token.endsWith('.'),
    limit,
    types: types.length === 0 ? [...TYPES.values()] : types,
    labelId: query.get('labelId'),
  };
}

/** Gmail keeps the history of about a week. It gives the same answer for an id that it never issued. */
function isExpired({ faults, mail, now }: Google, address: string, start: number): boolean {
  if (faults.find('history_expired', address)) return true;
  const horizon = mail.history.lastBefore(address, now().getTime() - WEEK_MS);
  return start < horizon || start > mail.history.current(address);
}

function isAsked({ type, labelIds }: HistoryRecord, { types, labelId }: Asked): boolean {
  return types.includes(type) && (labelId === null || labelIds.includes(labelId));
}

function toHistory({ id, type, messageId, threadId, ...record }: HistoryRecord): unknown {
  const labels = record.labelIds.length > 0 ? { labelIds: record.labelIds } : {};
  const message = { id: messageId, threadId, ...labels };
  const isLabelChange = type === 'labelsAdded' || type === 'labelsRemoved';
  const entry = isLabelChange ? { message, labelIds: record.changedLabelIds } : { message };
  return { id: String(id), messages: [{ id: messageId, threadId }], [type]: [entry] };
}

import type { NativeEmail } from '../../ports.ts';
import { areAlike, plainId, plainSubject } from './identity.ts';
import { recipientsIn, type SentMail } from './sent-mail.ts';

const MINUTE_MS = 60_000;
/** Of one mail under a changed Message-ID: relays deliver it late, and clocks differ. */
const ALIKE_MS = 60 * MINUTE_MS;
/** Of a mail whose Message-ID is of no use. An alarm that comes every ten minutes is each time another mail. */
const NEAR_MS = 5 * MINUTE_MS;
/** Of a second row without a Message-ID. */
const SAME_MS = MINUTE_MS;

type Matches = ReadonlyMap<string, readonly NativeEmail[]>;

/** What is matched so far. A row belongs to one mail at most. */
type Matching = { readonly rowsOf: Map<string, NativeEmail[]>; readonly left: Set<NativeEmail> };

/**
 * Finds the rows of each mail: by its Message-ID; then, where sender and subject are equal, by one that was slightly
 * changed; then by the time. A row that is another mail's by its Message-ID is never taken for a mail that was lost.
 *
 * @returns rows by Gmail's ids of the messages, the one that was created first before the others
 */
export function matchRows(mails: readonly SentMail[], rows: readonly NativeEmail[]): Matches {
  const left = new Set(new Map(rows.map((row) => [row.emailMessageId, row])).values());
  const matching: Matching = { rowsOf: new Map(mails.map((mail) => [mail.messageId, []])), left };
  byMessageId(matching, mails);
  const bySubject = Map.groupBy(mails, (mail) => `${mail.sender}\n${mail.subject}`);
  const candidates = pairsOf(bySubject, left);
  take(matching, candidates, isAlike);
  take(
    matching,
    nearestOnly(candidates),
    (pair) => isSameMoment(pair) || (isNear(pair) && rowsIn(matching, pair.mail).length === 0),
  );
  return new Map([...matching.rowsOf].map(([id, own]) => [id, own.toSorted(byCreation)]));
}

const rowsIn = ({ rowsOf }: Matching, { messageId }: SentMail): readonly NativeEmail[] =>
  rowsOf.get(messageId) ?? [];

/** The order in which an org created rows. Its ids rise within a second. */
export const byCreation = (one: NativeEmail, other: NativeEmail): number =>
  one.createdAt.getTime() - other.createdAt.getTime() ||
  (one.emailMessageId < other.emailMessageId ? -1 : 1);

/** Mails that share a Message-ID share its rows: each gets one, and the first what is left. */
function byMessageId({ rowsOf, left }: Matching, mails: readonly SentMail[]): void {
  const byId = Map.groupBy([...left], ({ messageId }) => plainId(messageId ?? ''));
  for (const [id, same] of Map.groupBy(mails, ({ identifier }) => plainId(identifier ?? ''))) {
    if (id === '') continue;
    (byId.get(id) ?? []).toSorted(byCreation).forEach((row, at) => {
      rowsOf.get((same[at] ?? same[0])?.messageId ?? '')?.push(row);
      left.delete(row);
    });
  }
}

/** A mail and a row of the same sender and subject, and by how many milliseconds their times differ. */
type Pair = { readonly mail: SentMail; readonly row: NativeEmail; readonly apart: number };

function pairsOf(
  bySubject: ReadonlyMap<string, readonly SentMail[]>,
  rows: Iterable<NativeEmail>,
): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const row of rows) {
    const key = `${row.sender.toLowerCase()}\n${plainSubject(row.subject)}`;
    for (const mail of bySubject.get(key) ?? [])
      pairs.push({ mail, row, apart: apartOf(mail, row) });
  }
  return pairs.toSorted((one, other) => one.apart - other.apart);
}

/** Email-to-Case has the Date of the mail, or when it came. */
function apartOf({ sentAt, receivedAt }: SentMail, { sentAt: at, createdAt }: NativeEmail): number {
  const moment = (at ?? createdAt).getTime();
  const moments = [sentAt, receivedAt].flatMap((each) => (each ? [each.getTime()] : []));
  return Math.min(...moments.map((each) => Math.abs(each - moment)));
}

const isAlike = ({ mail, row, apart }: Pair): boolean =>
  apart <= ALIKE_MS &&
  mail.identifier !== null &&
  row.messageId !== null &&
  areAlike(mail.identifier, row.messageId);

const isNear = (pair: Pair): boolean => pair.apart <= NEAR_MS && isToTheSame(pair);

const isSameMoment = (pair: Pair): boolean =>
  pair.apart <= SAME_MS && pair.row.messageId === null && isToTheSame(pair);

/** What a machine writes to another mailbox in the same minute is another mail. */
function isToTheSame({ mail, row }: Pair): boolean {
  const recipients = recipientsIn(row.recipients);
  const isKnown = mail.recipients.size > 0 && recipients.size > 0;
  return !isKnown || [...recipients].some((address) => mail.recipients.has(address));
}

/** Moments are written in seconds. */
const EQUAL_MS = 1000;

/** A row whose nearest mail is found already is its double, or of no mail here, and not the next mail's. */
function nearestOnly(pairs: readonly Pair[]): readonly Pair[] {
  const nearest = new Map<NativeEmail, number>();
  for (const { row, apart } of pairs) if (!nearest.has(row)) nearest.set(row, apart);
  return pairs.filter(({ row, apart }) => apart <= (nearest.get(row) ?? 0) + EQUAL_MS);
}

/** Gives each row that is left to the mail that is nearest in time, of those that may take it. */
function take(
  { rowsOf, left }: Matching,
  pairs: readonly Pair[],
  mayTake: (pair: Pair) => boolean,
): void {
  for (const pair of pairs) {
    if (!left.has(pair.row) || !mayTake(pair)) continue;
    rowsOf.get(pair.mail.messageId)?.push(pair.row);
    left.delete(pair.row);
  }
}

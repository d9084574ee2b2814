import type { LedgerEntry } from '../model/ledger.ts';
import type { MailboxReader, MailPorts } from '../ports.ts';
import type { Span } from './day.ts';

/** As many as the store takes in one call. */
const MOST_AT_ONCE = 500;

/** A message of a day. */
export type Arrived = {
  readonly messageId: string;
  readonly threadId: string;
  /** Gmail lists it. It lists neither spam nor trash, nor what was deleted for ever. */
  readonly isListed: boolean;
  /** Null: the ledger has never heard of it. */
  readonly entry: LedgerEntry | null;
};

type Asked = { readonly connectionId: string; readonly span: Span };

/**
 * Every message of a mailbox that arrived in a span, the oldest first: those that Gmail lists, and those that only the
 * ledger has. Gmail is asked first, so that mail that arrives between the two readings is not taken for unknown.
 *
 * @throws AppError what the reader throws; `store_unavailable`
 */
export async function arrivedIn(
  { store, readerOf }: Pick<MailPorts, 'store' | 'readerOf'>,
  { connectionId, span }: Asked,
): Promise<readonly Arrived[]> {
  const listed = await listedIn(readerOf(connectionId), span);
  const entries = new Map<string, LedgerEntry>();
  for (const entry of await entriesSince(store, connectionId, span.from))
    entries.set(entry.messageId, entry);
  const older = [...listed.keys()].filter((id) => !entries.has(id));
  for (let at = 0; at < older.length; at += MOST_AT_ONCE) {
    const read = await store.readEntries(connectionId, older.slice(at, at + MOST_AT_ONCE));
    for (const { value } of read) entries.set(value.messageId, value);
  }
  const known = [...entries.values()].filter((entry) => isOf(span, entry, listed));
  const unknown = [...listed].filter(([id]) => !entries.has(id));
  return [
    ...known.map((entry) => ({ ...placeOf(entry), isListed: listed.has(entry.messageId), entry })),
    ...unknown.map(([messageId, threadId]) => ({
      ...{ messageId, threadId },
      isListed: true,
      entry: null,
    })),
  ].toSorted((one, other) => byMessageId(one.messageId, other.messageId));
}

const placeOf = ({ messageId, threadId }: LedgerEntry) => ({ messageId, threadId });

/** Gmail's message ids are hexadecimal numbers. */
const byMessageId = (one: string, other: string): number =>
  one.length - other.length || (one < other ? -1 : 1);

/** Gmail lists some seconds more. One that was never read is of the day if Gmail says so, else of when it was found. */
function isOf(
  { from, until }: Span,
  { messageId, receivedAt, foundAt }: LedgerEntry,
  listed: ReadonlyMap<string, string>,
): boolean {
  if (receivedAt === null && listed.has(messageId)) return true;
  const at = receivedAt ?? foundAt;
  return at >= from && at < until;
}

/** Ids of threads by those of their messages. */
async function listedIn(
  reader: MailboxReader,
  { from, until }: Span,
): Promise<ReadonlyMap<string, string>> {
  const listed = new Map<string, string>();
  let pageToken: string | null = null;
  do {
    const page: Awaited<ReturnType<MailboxReader['list']>> = await reader.list({
      since: from,
      until,
      pageToken,
    });
    for (const { messageId, threadId } of page.messages) listed.set(messageId, threadId);
    pageToken = page.nextPageToken;
  } while (pageToken !== null);
  return listed;
}

/**
 * The entries of a mailbox back to a moment, the newest first. Nothing arrives after it was found, so that a whole page
 * of what was found before the moment ends the search.
 */
export async function entriesSince(
  store: MailPorts['store'],
  connectionId: string,
  from: Date,
): Promise<readonly LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  let after: string | null = null;
  do {
    const listing = { connectionId, state: null, after, limit: MOST_AT_ONCE };
    const page: Awaited<ReturnType<typeof store.listEntries>> = await store.listEntries(listing);
    const later = page.items.filter(({ foundAt }) => foundAt >= from);
    entries.push(...later);
    // A page may be empty although others follow, where entries cannot be read.
    after = later.length > 0 || page.items.length === 0 ? page.next : null;
  } while (after !== null);
  return entries;
}

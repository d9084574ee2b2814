import type { ErrorCode } from '../../errors.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import type { MailFailure } from '../model/mail-failure.ts';
import type { EntryPage, MailPorts } from '../ports.ts';

const PAGE = 500;
/** So many held messages are read to count their causes: a page must not wait for the others. */
const MOST_COUNTED = 2000;

type Ports = Pick<MailPorts, 'store' | 'clock'>;

/** Why messages are held, and how many of those that were counted. `failure` is that of the newest one. */
export type HeldCount = { readonly failure: MailFailure; readonly count: number };

/**
 * Counts the held messages by cause, the most frequent cause first.
 *
 * @param connectionId null: of all mailboxes
 * @returns `isAll` is false when there are more than 2,000, of which the newest were counted
 */
export async function countCauses(
  ports: Pick<Ports, 'store'>,
  connectionId: string | null,
): Promise<{ readonly causes: readonly HeldCount[]; readonly isAll: boolean }> {
  const causes = new Map<ErrorCode, HeldCount>();
  let counted = 0;
  let isAll = true;
  for await (const { items, next } of heldPages(ports, connectionId)) {
    for (const { failure } of items) {
      if (!failure) continue;
      const known = causes.get(failure.code) ?? { failure, count: 0 };
      causes.set(failure.code, { ...known, count: known.count + 1 });
    }
    counted += items.length;
    isAll = next === null;
    if (counted >= MOST_COUNTED) break;
  }
  return { causes: [...causes.values()].toSorted((one, other) => other.count - one.count), isAll };
}

type Asked = {
  readonly connectionId: string | null;
  readonly code: ErrorCode;
  readonly most: number;
  /** No page is read after this moment. */
  readonly until: Date;
};

/** The newest messages that are held for a cause, in one mailbox or in all. */
export async function findHeld(
  ports: Ports,
  { connectionId, code, most, until }: Asked,
): Promise<readonly LedgerEntry[]> {
  const found: LedgerEntry[] = [];
  for await (const { items } of heldPages(ports, connectionId)) {
    found.push(...items.filter(({ failure }) => failure?.code === code));
    if (found.length >= most || ports.clock.now() >= until) break;
  }
  return found.slice(0, most);
}

async function* heldPages(
  { store }: Pick<Ports, 'store'>,
  connectionId: string | null,
): AsyncGenerator<EntryPage> {
  let after: string | null = null;
  do {
    const page: EntryPage = await store.listEntries({
      connectionId,
      state: 'held',
      after,
      limit: PAGE,
    });
    yield page;
    after = page.next;
  } while (after !== null);
}

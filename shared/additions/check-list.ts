import {
  type ConnectionStore,
  type Delegation,
  domainOf,
  isAddress,
  isInDomains,
  type ListedConnection,
  mailboxKeyOf,
} from '../tokens/index.ts';
import type { AdditionLine, LineOutcome } from './addition.ts';
import type { Entry } from './read-list.ts';

/** More than one Workspace's support mailboxes, and few enough for one form. */
export const MOST_LINES = 5000;

/** A line that cannot be added, and why. `of`: the line that has the same mailbox. */
export type BadLine = Entry &
  (
    | { readonly problem: 'malformed' | 'other_domain' }
    | { readonly problem: 'duplicate'; readonly of: number }
  );

/** A list as it was checked as a whole: the lines to store, none of them while one line is bad. */
export type CheckedList = {
  readonly lines: readonly AdditionLine[];
  readonly bad: readonly BadLine[];
};

/** What is connected already, by the mailbox's key. */
export type Known = ReadonlyMap<string, ListedConnection>;

/**
 * Checks every line. A mailbox that this service account serves already is done before it begins; one that another
 * method or service account serves is moved.
 */
export function checkList(
  entries: readonly Entry[],
  delegation: Pick<Delegation, 'id' | 'domains'>,
  known: Known,
): CheckedList {
  const seen = new Map<string, number>();
  const bad: BadLine[] = [];
  const lines: AdditionLine[] = [];
  for (const entry of entries) {
    const problem = problemOf(entry, delegation, seen);
    if (problem) bad.push(problem);
    else lines.push(lineOf(entry, delegation.id, known.get(mailboxKeyOf(entry.address))));
  }
  return { lines, bad };
}

function problemOf(
  entry: Entry,
  delegation: Pick<Delegation, 'domains'>,
  seen: Map<string, number>,
): BadLine | null {
  const { address, line } = entry;
  if (!isAddress(address)) return { ...entry, problem: 'malformed' };
  if (!isInDomains(delegation, address)) return { ...entry, problem: 'other_domain' };
  const key = mailboxKeyOf(address);
  const of = seen.get(key);
  if (of !== undefined) return { ...entry, problem: 'duplicate', of };
  seen.set(key, line);
  return null;
}

function lineOf(
  { line, address }: Entry,
  delegationId: string,
  found: ListedConnection | undefined,
): AdditionLine {
  const grant = found?.grant;
  const again: LineOutcome | null =
    found?.status === 'active' &&
    grant?.kind === 'delegation' &&
    grant.delegationId === delegationId
      ? { kind: 'again', connectionId: found.id }
      : null;
  return { line, address, wasConsented: grant?.kind === 'consent', outcome: again };
}

/** Up to this many mailboxes are looked up one by one; a longer list reads every mailbox of its domains. */
const FEW = 50;
const PAGE = 500;

type Lists = Pick<ConnectionStore, 'findByAddress' | 'listConnections'>;

/** Finds which of the addresses are connected. What is no address is left out. */
export async function findKnown(store: Lists, entries: readonly Entry[]): Promise<Known> {
  const addresses = entries.map(({ address }) => address).filter(isAddress);
  const found =
    addresses.length <= FEW
      ? (await Promise.all(addresses.map((address) => store.findByAddress(address)))).flat()
      : await listDomains(store, new Set(addresses.map(domainOf)));
  const known = new Map<string, ListedConnection>();
  for (const each of found) if (each) known.set(mailboxKeyOf(each.mailbox.address), each);
  return known;
}

/** More domains than one service account has; the rest of them is refused anyway. */
const MOST_DOMAINS = 50;

async function listDomains(
  store: Lists,
  domains: ReadonlySet<string>,
): Promise<readonly ListedConnection[]> {
  const found: ListedConnection[] = [];
  for (const domain of [...domains].slice(0, MOST_DOMAINS)) {
    let after: string | null = null;
    do {
      const filter = { health: null, address: { domain } };
      const page = await store.listConnections({ after, limit: PAGE, filter });
      found.push(...page.items);
      after = page.next;
    } while (after !== null);
  }
  return found;
}

import { hashOf } from '../filing/thread-link.ts';
import type { ThreadLink } from '../model/ledger.ts';
import type { MailPorts, MailStore, Versioned } from '../ports.ts';

/** What was done about an address. */
export type Erased = {
  /** How many threads of all mailboxes were looked at. */
  readonly threads: number;
  /** From how many of them the address was erased. */
  readonly erased: number;
  /** In how many it may still be: they cannot be read, or change all the time. */
  readonly left: number;
  /** The mailboxes whose policies name it as a blocked sender. They are not changed. */
  readonly blockedBy: readonly string[];
};

type Asked = {
  readonly address: string;
  /** Is called after each page, with the place from which another run can go on. */
  readonly watch?: (threads: number, next: string | null) => void;
  /** Where an earlier run ended; left out: at the beginning. */
  readonly after?: string | null;
};

type Ports = Pick<MailPorts, 'clock' | 'ids'> & { readonly store: MailStore };

const PAGE = 200;

/**
 * Erases somebody's address from the thread links of all mailboxes, page by page, and notes it as an event that does not
 * name it. It may be repeated at any time, and another run does what this one did not reach. What arrives later may bring
 * the address again.
 *
 * @param address in any case
 * @throws what the store throws; what was erased before is noted all the same
 */
export async function eraseAddress(ports: Ports, asked: Asked): Promise<Erased> {
  const { store } = ports;
  const address = asked.address.trim().toLowerCase();
  const done = { threads: 0, erased: 0, left: 0 };
  try {
    let after = asked.after ?? null;
    do {
      const page = await store.listThreadLinks({ after, limit: PAGE });
      for (const link of page.items) await erase(store, { link, address, done });
      done.threads += page.items.length + page.unreadable;
      done.left += page.unreadable;
      after = page.next;
      asked.watch?.(done.threads, after);
    } while (after !== null);
  } finally {
    if (done.erased > 0) await note(ports, done.erased);
  }
  return { ...done, blockedBy: await blockedBy(store, address) };
}

type Erasing = {
  readonly link: Versioned<ThreadLink>;
  readonly address: string;
  readonly done: { erased: number; left: number };
};

const MOST_TRIES = 5;

/** A run that files a mail of the thread may write the link first. Then the link is read again. */
async function erase(store: MailStore, { link, address, done }: Erasing): Promise<void> {
  const { connectionId, threadId } = link.value;
  const hash = hashOf(connectionId, address);
  let known: Versioned<ThreadLink> | null = link;
  for (let tries = 0; known !== null && tries < MOST_TRIES; tries += 1) {
    const { participants } = known.value;
    if (!participants.includes(hash)) return;
    const rest = { ...known.value, participants: participants.filter((each) => each !== hash) };
    if ((await store.writeThreadLink(rest, known.revision)) !== null) {
      done.erased += 1;
      return;
    }
    known = await store.readThreadLink(connectionId, threadId);
  }
  if (known !== null) done.left += 1;
}

async function note({ store, clock, ids }: Ports, threads: number): Promise<void> {
  const about = { connectionId: null, address: null, by: null, failure: null, change: null };
  const erasure = { id: ids.unique(), at: clock.now(), threads };
  await store.addErasure(erasure, { kind: 'address_erased', ...about, count: threads });
}

const blockedBy = async (store: MailStore, address: string): Promise<readonly string[]> =>
  (await store.listIntakes())
    .filter(({ routing }) => routing.policies.blockedSenders.includes(address))
    .map((intake) => intake.address);

import { AppError } from '../../errors.ts';
import type { Intake } from '../model/intake.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import type { LocatedMail, MailboxFinder, MailPorts, MailSearch, Party } from '../ports.ts';
import { addressesWrittenIn } from '../reading/written-address.ts';
import type { MailboxLook, TraceMailbox } from './trace.ts';
import type { Explained } from './verdict.ts';

/** A mail that is in a mailbox, with what the ledger has of it. */
export type FoundMail = {
  readonly located: LocatedMail;
  readonly labels: readonly string[];
  readonly entry: LedgerEntry | null;
  readonly threadHeld: Explained | null;
};

export type Searched = {
  readonly look: MailboxLook;
  readonly mails: readonly FoundMail[];
  readonly hasMore: boolean;
};

export type SearchPorts = Pick<MailPorts, 'store'> & {
  readonly finderOf: (connectionId: string) => MailboxFinder;
};

type Asked = {
  readonly wanted: MailSearch;
  readonly mailbox: TraceMailbox;
  /** So many mails are looked at. */
  readonly most: number;
};

const nothingIn = (look: MailboxLook): Searched => ({ look, mails: [], hasMore: false });

/** What is said of a mailbox that nobody could finish searching. */
export const unfinished = (mailbox: TraceMailbox): Searched =>
  nothingIn({ ...mailbox, outcome: 'unfinished', refused: null, intake: null });

/**
 * Looks for a mail in one mailbox: in Gmail, and in the ledger by what Gmail found. A mailbox that refuses is an answer,
 * and no error.
 */
export async function searchMailbox(ports: SearchPorts, asked: Asked): Promise<Searched> {
  const { mailbox } = asked;
  const intake = (await ports.store.readIntake(mailbox.connectionId))?.value ?? null;
  if (mailbox.access !== 'open') {
    const { access: outcome, failure: refused } = mailbox;
    return nothingIn({ ...mailbox, outcome, refused, intake });
  }
  try {
    const found = await findIn(ports, asked, intake);
    return { look: { ...mailbox, outcome: 'searched', refused: null, intake }, ...found };
  } catch (thrown) {
    // A fault of ours is no refusal: its stack belongs into the log.
    if (!(thrown instanceof AppError)) throw thrown;
    const refused = { code: thrown.code, upstream: thrown.upstream };
    return nothingIn({ ...mailbox, outcome: 'failed', refused, intake });
  }
}

async function findIn(
  { store, finderOf }: SearchPorts,
  { wanted, mailbox: { connectionId }, most }: Asked,
  intake: Intake | null,
): Promise<Pick<Searched, 'mails' | 'hasMore'>> {
  const finder = finderOf(connectionId);
  const { messageIds, hasMore } = await finder.search(wanted, most);
  const [located, entries] = await Promise.all([
    Promise.all(messageIds.map((id) => locateOne(finder, id))),
    store.readEntries(connectionId, messageIds),
  ]);
  const fitting = located.filter((one) => one !== null).filter((one) => fits(one, wanted));
  const ofId = new Map(entries.map(({ value }) => [value.messageId, value]));
  const [names, held] = await Promise.all([
    namesOf(finder, fitting),
    intake ? heldThreads(store, connectionId, [...ofId.values()]) : new Map(),
  ]);
  const mails = fitting.map((one) => ({
    located: one,
    labels: one.labelIds.map((id) => names.get(id) ?? id),
    entry: ofId.get(one.messageId) ?? null,
    threadHeld: held.get(one.threadId) ?? null,
  }));
  return { mails, hasMore };
}

/** Null: it was deleted for ever between the two calls. */
async function locateOne(finder: MailboxFinder, messageId: string): Promise<LocatedMail | null> {
  try {
    return await finder.locate(messageId);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'message_gone') return null;
    throw thrown;
  }
}

/** Gmail searches to the second and by words: `ann@a.example` finds `sue.ann@a.example` too. */
export function fits(located: LocatedMail, { parties, span }: MailSearch): boolean {
  const at = located.receivedAt;
  if (span && (at < span.from || at >= span.until)) return false;
  return parties.every((party) => takesPart(located, party));
}

const MOST_ADDRESSES = 2000;

function takesPart(located: LocatedMail, { address, as }: Party): boolean {
  const senders = [located.from, located.sender];
  const recipients = [located.to, located.cc, located.bcc, located.deliveredTo];
  const texts = as === 'sender' ? senders : as === 'recipient' ? recipients : null;
  const written = (texts ?? [...senders, ...recipients]).join(', ').toLowerCase();
  // One with other letters than those of ASCII is found by no pattern of ours.
  if (/[^\x20-\x7e]/.test(address)) return written.includes(address);
  const addresses = addressesWrittenIn(written, MOST_ADDRESSES);
  return addresses.some((one) => isOf(one.toLowerCase(), address));
}

/** Of a domain its own addresses and those of the domains below it. */
const isOf = (one: string, address: string): boolean =>
  address.startsWith('@')
    ? one.endsWith(address) || one.endsWith(`.${address.slice(1)}`)
    : one === address;

/** A label that somebody made has a name; the search goes on without it. */
async function namesOf(
  finder: MailboxFinder,
  mails: readonly LocatedMail[],
): Promise<ReadonlyMap<string, string>> {
  if (!mails.some(({ labelIds }) => labelIds.some((id) => id.startsWith('Label_'))))
    return new Map();
  const labels = await finder.labels().catch(() => []);
  return new Map(labels.map(({ id, name }) => [id, name]));
}

const MOST_OPEN = 500;

/** Why earlier mail of a conversation is held, where later mail may wait for it. */
async function heldThreads(
  store: SearchPorts['store'],
  connectionId: string,
  entries: readonly LedgerEntry[],
): Promise<ReadonlyMap<string, Explained>> {
  if (!entries.some(({ state }) => state === 'found')) return new Map();
  const open = await store.listOpenEntries(connectionId, MOST_OPEN);
  return new Map(
    open.flatMap(({ value: { threadId, state, failure } }) =>
      state === 'held' && failure ? [[threadId, failure] as const] : [],
    ),
  );
}

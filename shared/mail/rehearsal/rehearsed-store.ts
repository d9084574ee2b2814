import type { FilesClaim, LedgerEntry, ThreadLink } from '../model/ledger.ts';
import type { MailStore, Versioned } from '../ports.ts';
import type { OwnRows } from './own-rows.ts';

/** A store in memory for the filing of one message after the other. */
export type RehearsedStore = MailStore & {
  /** Puts the entry of the next message in place of the one before. */
  begin(entry: LedgerEntry): Versioned<LedgerEntry>;
};

/**
 * The store of a rehearsal: what is written stays in memory, without events. Read of the real one are the mailboxes, the sends, and
 * the links of threads that began before the rehearsed mail. A link of which that mail opened the case is not seen; of
 * another one nobody can tell who takes part only since.
 */
export function createRehearsedStore(
  store: Pick<MailStore, 'listIntakes' | 'readThreadLink' | 'readSend'>,
  own: OwnRows,
): RehearsedStore {
  const entries = new Versions<LedgerEntry>();
  const links = new Versions<ThreadLink>();
  const claims = new Versions<FilesClaim>();
  return {
    ...UNUSED,
    begin: (entry) => {
      entries.clear();
      claims.clear();
      return entries.put(entry.messageId, entry);
    },
    readEntry: async (_, messageId) => entries.read(messageId),
    writeEntry: async (entry, revision) => entries.write(entry.messageId, entry, revision),
    // What is held already decides only whether an event is due.
    listEntries: async () => ({ items: [], next: null }),
    readThreadLink: async (connectionId, threadId) => {
      const known = links.read(threadId);
      if (known || own.isRehearsed(threadId)) return known;
      const standing = await store.readThreadLink(connectionId, threadId);
      const isSeen = standing !== null && own.openerOf(standing.value.caseId) === null;
      return isSeen ? links.put(threadId, standing.value) : null;
    },
    writeThreadLink: async (link, revision) => links.write(link.threadId, link, revision),
    readFilesClaim: async ({ emailMessageId }) => claims.read(emailMessageId),
    writeFilesClaim: async (claim, revision) => claims.write(claim.emailMessageId, claim, revision),
    listIntakes: () => store.listIntakes(),
    readSend: (id) => store.readSend(id),
    // That a send whose answer was lost has arrived is for its own run to note.
    writeSend: async (_, revision) => revision ?? '',
  };
}

/** Values in memory, of which every write is a compare-and-set. */
class Versions<T> {
  readonly #items = new Map<string, Versioned<T>>();
  #revisions = 0;

  clear(): void {
    this.#items.clear();
  }

  read(key: string): Versioned<T> | null {
    return this.#items.get(key) ?? null;
  }

  put(key: string, value: T): Versioned<T> {
    this.#revisions += 1;
    const item = { value, revision: String(this.#revisions) };
    this.#items.set(key, item);
    return item;
  }

  write(key: string, value: T, revision: string | null): string | null {
    const isSame = (this.read(key)?.revision ?? null) === revision;
    return isSame ? this.put(key, value).revision : null;
  }
}

const unused = async (): Promise<never> => {
  throw new Error('A rehearsal does not use this of the store');
};

/** Each method that filing does not need fails, so that nothing can be written by an oversight. */
const UNUSED = {
  ...{ readIntake: unused, findIntake: unused, writeIntake: unused, dueIntakes: unused },
  ...{
    addEntries: unused,
    listOpenEntries: unused,
    readEntries: unused,
    countHeld: unused,
    countArrived: unused,
  },
  ...{ forgetEntries: unused, listThreadLinks: unused, addErasure: unused },
  ...{ readOrgPause: unused, writeOrgPause: unused },
  ...{ dueSends: unused, forgetSends: unused },
};

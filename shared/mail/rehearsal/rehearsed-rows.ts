import { conversationOf } from '../model/thread-index.ts';
import type { CaseFiling, StoredEmail } from '../ports.ts';

/** What a rehearsal filed so far: what later mail is found by, and no text. */
export class RehearsedRows {
  readonly #isShared: (identifier: string) => boolean;
  readonly #byKey = new Map<string, StoredEmail>();
  readonly #byIdentifier = new Map<string, string>();
  readonly #byConversation = new Map<string, string>();
  readonly #people = new Map<string, Set<string>>();
  readonly #sent = new Map<string, { readonly caseId: string; readonly key: string }[]>();

  /** @param isShared by which Message-IDs the org finds another row */
  constructor(isShared: (identifier: string) => boolean) {
    this.#isShared = isShared;
  }

  add({ key, email }: Pick<CaseFiling, 'key' | 'email'>, stored: StoredEmail): void {
    const { caseId } = stored;
    const { messageId, threadIndex } = email;
    this.#byKey.set(key, stored);
    if (messageId !== null && !this.#isShared(messageId))
      addFirst(this.#byIdentifier, messageId, caseId);
    if (threadIndex !== null) addFirst(this.#byConversation, conversationOf(threadIndex), caseId);
    const people = this.#people.get(caseId) ?? new Set();
    for (const address of addressesOf(email)) people.add(address);
    this.#people.set(caseId, people);
    if (!email.isOutgoing || messageId === null) return;
    const id = messageId.toLowerCase();
    this.#sent.set(id, [...(this.#sent.get(id) ?? []), { caseId, key }]);
  }

  withKey(key: string): StoredEmail | null {
    return this.#byKey.get(key) ?? null;
  }

  /** The case of the mail with this Message-ID; null: it is not filed. */
  caseOf(identifier: string): string | null {
    return this.#byIdentifier.get(identifier) ?? null;
  }

  /** The case of the first mail of an Outlook conversation, which a Thread-Index names. */
  caseOfConversation(threadIndex: string | null): string | null {
    return (threadIndex && this.#byConversation.get(conversationOf(threadIndex))) || null;
  }

  /** Who takes part in a case by what was filed, in lower case. */
  participantsOf(caseId: string): readonly string[] {
    return [...(this.#people.get(caseId) ?? [])];
  }

  /** Is a mail with this Message-ID on the case as one that was sent? One with the key does not count. */
  hasSent(caseId: string, identifier: string, key: string | undefined): boolean {
    const rows = this.#sent.get(identifier.toLowerCase()) ?? [];
    return rows.some((row) => row.caseId === caseId && row.key !== key);
  }
}

/** Of several mails with one Message-ID the first one counts, as in the org. */
function addFirst(map: Map<string, string>, name: string, caseId: string): void {
  if (!map.has(name)) map.set(name, caseId);
}

const addressesOf = ({ fromAddress, to, cc }: CaseFiling['email']): readonly string[] =>
  [fromAddress, ...to.split(';'), ...cc.split(';')]
    .map((address) => address.trim().toLowerCase())
    .filter((address) => address !== '');

import type { Filed, LedgerEntry } from '../model/ledger.ts';
import { isUnwritten } from '../model/unwritten-id.ts';
import type { CaseQuery } from '../ports.ts';
import type { OrgAnswers } from './org-answers.ts';

type Of = {
  readonly entries: readonly LedgerEntry[];
  /** The org that is asked, and the one in which was filed what does not say where. */
  readonly orgId: string;
  readonly usualOrgId: string;
  /** The installation has other mailboxes. */
  readonly hasOthers: boolean;
  /** The mail was filed where each mailbox has a case of its own, so that another one may have a row of it, too. */
  readonly hasEach: boolean;
  readonly org: Pick<OrgAnswers, 'find'>;
};

type Noted = {
  readonly messageId: string;
  readonly identifier: string | null;
  readonly isSent: boolean;
};

/**
 * What the mailbox's own runs left in the org of the mail that is rehearsed, by the ledger. It must not decide where that
 * mail goes. A copy is another mailbox's row, and stands; with one mailbox alone it is one whose answer was lost.
 */
export class OwnRows {
  readonly #org: Of['org'];
  readonly #hasEach: boolean;
  readonly #filed = new Map<string, Filed>();
  readonly #copies = new Set<string>();
  readonly #openers = new Map<string, string>();
  readonly #rehearsed = new Set<string>();
  readonly #identifiers = new Map<string, Filed['as']>();
  readonly #shared = new Set<string>();

  constructor({ entries, orgId, usualOrgId, hasOthers, hasEach, org }: Of) {
    this.#org = org;
    this.#hasEach = hasOthers && hasEach;
    for (const { messageId, filed } of entries) {
      const isHere = (filed?.orgId ?? usualOrgId) === orgId || isUnwritten(filed?.caseId ?? '');
      if (!filed || !isHere) continue;
      if (filed.as === 'copy' && hasOthers) this.#copies.add(messageId);
      else this.#filed.set(messageId, filed);
      if (filed.as === 'new_case') this.#openers.set(filed.caseId, messageId);
    }
  }

  /**
   * Notes that a mail is rehearsed now. Where the org may have another row of it, it is asked.
   *
   * @param mail `identifier`: its Message-ID; null: it has none. `isSent`: it was sent from the mailbox
   */
  async note({ messageId, identifier, isSent }: Noted): Promise<void> {
    this.#rehearsed.add(messageId);
    if (identifier === null) return;
    const filed = this.#filed.get(messageId);
    const isWritten = filed !== undefined && !isUnwritten(filed.emailMessageId);
    const mayStand = isSent || (this.#hasEach && isWritten);
    const own = isWritten ? filed.caseId : null;
    if (this.#copies.has(messageId) || (mayStand && (await this.#standsBeside(identifier, own))))
      this.#shared.add(identifier);
    else if (isWritten) this.#identifiers.set(identifier, filed.as);
  }

  /** Leaves what the org has of a mail as it stands: the mail cannot be rehearsed. */
  leave(messageId: string): void {
    const filed = this.#filed.get(messageId);
    this.#filed.delete(messageId);
    if (filed?.as === 'new_case') this.#openers.delete(filed.caseId);
  }

  isRehearsed(messageId: string): boolean {
    return this.#rehearsed.has(messageId);
  }

  /** The message that opened this case; null: it is no case of the rehearsed mail. */
  openerOf(caseId: string): string | null {
    return this.#openers.get(caseId) ?? null;
  }

  /** Is the org's row with this Message-ID one of these? */
  has(identifier: string): boolean {
    return this.#identifiers.has(identifier);
  }

  /** Is it one that was sent from the mailbox? */
  hasSent(identifier: string): boolean {
    return this.#identifiers.get(identifier) === 'sent';
  }

  /**
   * Has the org an older row with it, which is found first? It is another mailbox's, or of what Salesforce sent itself,
   * which is mirrored all the same if it names another case.
   */
  isShared(identifier: string): boolean {
    return this.#shared.has(identifier);
  }

  /** Is this EmailMessage one of these? */
  isRow(emailMessageId: string): boolean {
    return [...this.#filed.values()].some((filed) => filed.emailMessageId === emailMessageId);
  }

  /** Is the first row with a Message-ID on another case than the mailbox's own one? */
  async #standsBeside(identifier: string, ownCaseId: string | null): Promise<boolean> {
    const { match } = await this.#org.find(namedBy(identifier));
    return match !== null && match.caseId !== ownCaseId;
  }
}

/** What the org is asked to find the case of the mail with a Message-ID. */
export const namedBy = (identifier: string): CaseQuery => ({
  ...{ inReplyTo: [identifier], references: [], threadIndex: null },
  ...{ subject: '', text: '', html: null, from: null },
});

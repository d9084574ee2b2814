import type { ErrorCode } from '../../errors.ts';
import type { Filed, SkipReason } from './ledger.ts';

/** On which case a mail would be: one that the org has, or the one that a mail of the rehearsal opens. */
export type FateCase =
  | { readonly kind: 'standing'; readonly caseId: string }
  | { readonly kind: 'opened'; readonly byMessageId: string };

/** What would become of a mail. */
export type Fate =
  | {
      readonly kind: 'filed';
      readonly as: Filed['as'];
      readonly case: FateCase;
      readonly notJoined: Filed['notJoined'];
      /** The address that counts as the customer's; null: the mail was sent from the mailbox, or names nobody. */
      readonly customer: string | null;
      /** Numbers in it would be masked. */
      readonly isMasked: boolean;
    }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  /** `waiting`: for an earlier mail of its thread, or until something works again. */
  | { readonly kind: 'held' | 'waiting'; readonly code: ErrorCode };

/** What is counted: what becomes of a filed mail, and the other kinds. */
export const FATE_COUNTS = [
  'new_case',
  'reply',
  'copy',
  'sent',
  'skipped',
  'held',
  'waiting',
] as const;

export type FateCounts = Readonly<Record<(typeof FATE_COUNTS)[number], number>>;

/** The counts of these fates. */
export function countFates(fates: readonly Fate[]): FateCounts {
  const count = (wanted: keyof FateCounts): number =>
    fates.filter((fate) => (fate.kind === 'filed' ? fate.as : fate.kind) === wanted).length;
  return {
    new_case: count('new_case'),
    reply: count('reply'),
    copy: count('copy'),
    sent: count('sent'),
    skipped: count('skipped'),
    held: count('held'),
    waiting: count('waiting'),
  };
}

/** Would the same become of the mail? Why it does not join a case is no difference where it opens one both times. */
export function isSameFate(one: Fate, other: Fate): boolean {
  if (one.kind !== 'filed' || other.kind !== 'filed')
    return JSON.stringify(one) === JSON.stringify(other);
  return (
    one.as === other.as &&
    JSON.stringify(one.case) === JSON.stringify(other.case) &&
    one.customer?.toLowerCase() === other.customer?.toLowerCase() &&
    one.isMasked === other.isMasked
  );
}

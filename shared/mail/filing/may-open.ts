import type { SkipReason } from '../model/ledger.ts';
import type { Policies } from '../model/policies.ts';
import type { MailKind } from '../reading/kind-of.ts';

/**
 * Mail that programs write about other mail. Its policy decides whether it may open a case: one of its own would be about
 * nothing, and its answer could begin a loop.
 */
const OF_PROGRAMS: Partial<
  Record<MailKind, { readonly policy: 'autoReplies' | 'bounces'; readonly reason: SkipReason }>
> = {
  auto_reply: { policy: 'autoReplies', reason: 'auto_reply' },
  bounce: { policy: 'bounces', reason: 'bounce' },
  delivery_status: { policy: 'bounces', reason: 'delivery_status' },
};

type OfPrograms = Pick<Policies, 'autoReplies' | 'bounces'>;

/** Why mail of that kind is skipped where no case is found for it; null: it opens one. */
export function whyNotOpen(kind: MailKind, policies: OfPrograms): SkipReason | null {
  const known = OF_PROGRAMS[kind];
  return known !== undefined && policies[known.policy] !== 'file' ? known.reason : null;
}

/** Why mail of that kind is skipped even where a case is found for it; null: it is not. */
export function whyNotJoinAny(kind: MailKind, policies: OfPrograms): SkipReason | null {
  const known = OF_PROGRAMS[kind];
  return known !== undefined && policies[known.policy] === 'skip' ? known.reason : null;
}

/** Is the customer one whose mail the mailbox does not take: by address, or by domain as `@example.com`? */
export function isBlocked(
  address: string | null,
  { blockedSenders }: Pick<Policies, 'blockedSenders'>,
): boolean {
  if (address === null) return false;
  const known = address.toLowerCase();
  const domain = known.slice(known.lastIndexOf('@'));
  return blockedSenders.includes(known) || blockedSenders.includes(domain);
}

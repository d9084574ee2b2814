/** When the mailbox's owner consented, and when Google first refused: what the inference needs. */
export type Timeline = { readonly consentedAt?: Date; readonly failedAt?: Date };

const DAY = 24 * 60 * 60 * 1000;

/**
 * Whether a grant ended a week after consent, as Google ends every grant of an app in Testing. Half a
 * day either way, because we notice a dead grant at the next refresh and not at the moment it dies.
 */
export function endedAfterTestingWeek({ consentedAt, failedAt }: Timeline): boolean {
  if (consentedAt === undefined || failedAt === undefined) return false;
  const days = (failedAt.getTime() - consentedAt.getTime()) / DAY;
  return days >= 6.5 && days <= 7.5;
}

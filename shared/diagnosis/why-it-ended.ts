import type { Cause } from './diagnosis.ts';

/** What is known beside Google's answer, which is the same for every way in which a grant ends. */
export type Circumstances = {
  readonly consentedAt?: Date;
  /** When the grant last worked. */
  readonly aliveAt?: Date;
  /** When Google first refused it. */
  readonly failedAt?: Date;
  /** Most of the mailbox's domain was refused at the same time. */
  readonly wholeDomain?: boolean;
  /** How many grants Google has given us for this mailbox. */
  readonly grantsMinted?: number;
};

/** Google keeps so many grants of one account for one client, and ends the oldest in silence. */
const CAP = 100;

/** Which of them it probably was. One mailbox alone, at no special time: its owner, or its password. */
export function whyItEnded(circumstances: Circumstances): Cause {
  // First, since mailboxes connected together on one day of testing end together as well.
  if (endedAfterTestingWeek(circumstances)) return 'testing_seven_days';
  if (circumstances.wholeDomain) return 'domain_refused';
  return (circumstances.grantsMinted ?? 0) >= CAP ? 'grant_evicted' : 'grant_revoked';
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Whether a grant ended a week after consent, as Google ends every grant of an app in Testing. Half a
 * day either way, because we notice a dead grant at the next refresh and not at the moment it dies; a day
 * more when it is known to have lived until about then, since an idle mailbox is asked once a day.
 */
function endedAfterTestingWeek({ consentedAt, aliveAt, failedAt }: Circumstances): boolean {
  if (consentedAt === undefined || failedAt === undefined) return false;
  const daysAt = (moment: Date): number => (moment.getTime() - consentedAt.getTime()) / DAY;
  const lived = aliveAt === undefined ? null : daysAt(aliveAt);
  if (lived !== null && lived > 7.5) return false;
  const latest = lived !== null && lived > 5.5 ? 8.5 : 7.5;
  return daysAt(failedAt) >= 6.5 && daysAt(failedAt) <= latest;
}

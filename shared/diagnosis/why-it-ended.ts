import { isTestingEnd, type Method } from '../tokens/index.ts';
import type { Cause } from './diagnosis.ts';

/** What is known beside Google's answer, which is the same however a grant ended. */
export type Circumstances = {
  /** How the mailbox is reached; consent when left out, as whenever a person stands before Google's page. */
  readonly method?: Method;
  readonly consentedAt?: Date;
  /** When the grant last worked. */
  readonly aliveAt?: Date;
  /** When Google first refused it. */
  readonly failedAt?: Date;
  /** Most of the mailbox's domain was refused at the same time. */
  readonly wholeDomain?: boolean;
  /** When Google said that it would end the grant. */
  readonly endsAt?: Date;
  /** How many grants Google has given us for this mailbox. */
  readonly grantsMinted?: number;
  /** An account of Google Workspace, or one without an administrator, such as of gmail.com. */
  readonly accountKind?: 'workspace' | 'personal';
  /** Whether the request of a service account named a mailbox. */
  readonly subjectSet?: boolean;
  /** The same has worked before. */
  readonly workedBefore?: boolean;
  /** False: nobody has tried again yet with a new token or session. The product does before it stores a failure. */
  readonly isRenewed?: boolean;
};

/** Google keeps this many grants of one account for one client, and revokes the oldest without notice. */
const GRANT_CAP = 100;

/** The probable cause of a revoked grant. One mailbox alone, at no special time: its owner revoked it, or the password changed. */
export function whyItEnded(circumstances: Circumstances): Cause {
  const ended = reachedItsEnd(circumstances);
  if (ended) return ended;
  // Checked before the domain, because mailboxes connected on the same day of testing also end on the same day.
  if (endedAfterTestingWeek(circumstances)) return 'testing_seven_days';
  if (circumstances.wholeDomain) return 'domain_refused';
  return (circumstances.grantsMinted ?? 0) >= GRANT_CAP ? 'grant_evicted' : 'grant_revoked';
}

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** The cause of a grant that was first refused at the end that Google had named, or after it; else null. */
function reachedItsEnd({ consentedAt, endsAt, failedAt }: Circumstances): Cause | null {
  if (endsAt === undefined || failedAt === undefined) return null;
  // A known end may be an hour off.
  if (failedAt.getTime() < endsAt.getTime() - HOUR) return null;
  const isTesting = consentedAt !== undefined && isTestingEnd(consentedAt, endsAt);
  return isTesting ? 'testing_seven_days' : 'access_time_limited';
}

/**
 * Whether a grant ended a week after consent, as Google ends every grant of an app in Testing. With half a
 * day of tolerance either way, because we notice a dead grant only at the next refresh; and one more day
 * when the grant is known to have worked until about then, since an idle mailbox's grant is used only once
 * a day, by its probe.
 */
function endedAfterTestingWeek({ consentedAt, aliveAt, failedAt, endsAt }: Circumstances): boolean {
  if (consentedAt === undefined || failedAt === undefined) return false;
  // In Testing Google names an end within a week.
  if (endsAt !== undefined && endsAt.getTime() - failedAt.getTime() > 7 * DAY) return false;
  const daysAt = (moment: Date): number => (moment.getTime() - consentedAt.getTime()) / DAY;
  const lived = aliveAt === undefined ? null : daysAt(aliveAt);
  if (lived !== null && lived > 7.5) return false;
  const latest = lived !== null && lived > 5.5 ? 8.5 : 7.5;
  return daysAt(failedAt) >= 6.5 && daysAt(failedAt) <= latest;
}

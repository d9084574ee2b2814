import type { GrantEnd, ListedConnection } from './connection.ts';
import type { TokenAnswer } from './oauth-provider.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** The end is announced a week before it, and for a short life when a third of it is left. */
const ANNOUNCED_MS = 7 * DAY_MS;
const ANNOUNCED_SHARE = 1 / 3;

/** How long Google lets a grant live while the app's publishing status is Testing. */
const TESTING_MS = 7 * DAY_MS;

/**
 * The end of a grant after an answer that was received at `at`. An answer that says none keeps the known one.
 * Google counts seconds, so that the same end differs a little from answer to answer: it must move by more
 * than an hour to replace the known one.
 */
export function grantEndAfter(
  before: GrantEnd | null,
  { grantExpiresInSeconds }: Pick<TokenAnswer, 'grantExpiresInSeconds'>,
  at: Date,
): GrantEnd | null {
  if (!grantExpiresInSeconds) return before;
  const end = new Date(at.getTime() + grantExpiresInSeconds * 1000);
  const moved = before ? Math.abs(end.getTime() - before.at.getTime()) : Number.POSITIVE_INFINITY;
  return moved > HOUR_MS ? { at: end, isAnnounced: false } : before;
}

type Ending = Pick<ListedConnection, 'grantEnd' | 'consentedAt'>;

/** When the end of the grant is announced; null: it has none, or was announced. */
function announcementAt({ grantEnd, consentedAt }: Ending): Date | null {
  if (!grantEnd || grantEnd.isAnnounced) return null;
  const life = grantEnd.at.getTime() - consentedAt.getTime();
  return new Date(grantEnd.at.getTime() - Math.min(ANNOUNCED_MS, life * ANNOUNCED_SHARE));
}

/** Must the end of the grant be announced now? Not after it: the refusal says more then. */
export function mustAnnounceEnd(
  connection: Ending & Pick<ListedConnection, 'status'>,
  now: Date,
): boolean {
  const { status, grantEnd } = connection;
  const at = announcementAt(connection);
  return status === 'active' && at !== null && grantEnd !== null && at <= now && now < grantEnd.at;
}

/**
 * The due time of a refresh, at the latest when the grant's end is announced: an idle mailbox may have no other
 * write near it.
 */
export function dueByAnnouncement(connection: Ending, dueAt: Date, now: Date): Date {
  const at = announcementAt(connection);
  return at && now < at && at < dueAt ? at : dueAt;
}

/** The known end of a mailbox's access, and whether it is that of an app in Testing. */
export type AccessEnd = { readonly at: Date; readonly isTesting: boolean };

/** When the access to a working mailbox ends; null: nothing is known to end it. */
export function accessEndOf({
  status,
  grantEnd,
  consentedAt,
}: Pick<ListedConnection, 'status' | 'grantEnd' | 'consentedAt'>): AccessEnd | null {
  if (status !== 'active' || !grantEnd) return null;
  return { at: grantEnd.at, isTesting: isTestingEnd(consentedAt, grantEnd.at) };
}

/** Google gives grants of an app in Testing a week, and those of owners who allow no ongoing access half a year. */
export const isTestingEnd = (consentedAt: Date, endsAt: Date): boolean =>
  Math.abs(endsAt.getTime() - consentedAt.getTime() - TESTING_MS) <= HOUR_MS;

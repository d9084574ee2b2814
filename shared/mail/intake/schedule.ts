import { createHash } from 'node:crypto';
import type { Intake } from '../model/intake.ts';
import { askedFor, type MailFailure, waitAfter } from '../model/mail-failure.ts';
import { isLater } from './history-id.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

const after = (now: Date, milliseconds: number): Date => new Date(now.getTime() + milliseconds);

/** The earliest of some moments; null: there is none. */
export function earliestOf(moments: readonly (Date | null)[]): Date | null {
  const times = moments.flatMap((moment) => (moment ? [moment.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

const PUSHED_POLL_MS = 15 * MINUTE_MS;
const UNPUSHED_POLL_MS = MINUTE_MS;

/** Gmail drops pushes of a mailbox that come within a second (Gmail API, "Push notifications"). */
const AFTER_NEWS_MS = 30 * SECOND_MS;

/** When a mailbox is read again that had news: the push of what came right after may have been dropped. */
export const pollAfterNews = (intake: Intake, now: Date): Date =>
  earliestOf([pollAfter(intake, now), after(now, AFTER_NEWS_MS)]) ?? now;

/** When a mailbox is read next without a push: seldom where Gmail pushes, each minute where it does not. */
export function pollAfter({ watch, pushSilentSince }: Intake, now: Date): Date {
  const isPushed = watch !== null && watch.expiresAt > now && pushSilentSince === null;
  return after(now, isPushed ? PUSHED_POLL_MS : UNPUSHED_POLL_MS);
}

/** A watch lives seven days; Google advises to renew it daily (Gmail API, "Push notifications"). */
export const renewAfter = (now: Date): Date => after(now, DAY_MS);
export const retryWatchAfter = (now: Date): Date => after(now, HOUR_MS);

const SWEPT_DAYS = 2;

/**
 * How far back a sweep lists: two days before it was due, because it may be late by days when the mailbox could not be
 * read. Mail from before the intake's start would be skipped anyway.
 */
export function sweptSince({ startsAt, sweepAt }: Intake, now: Date): Date {
  const wasDue = Math.min(sweepAt.getTime(), now.getTime());
  return new Date(Math.max(startsAt.getTime(), wasDue - SWEPT_DAYS * DAY_MS));
}

const NIGHT_HOURS = 6;

/**
 * The next time of a mailbox's sweep, between midnight and six o'clock UTC. It follows from the connection's id, so
 * that the mailboxes spread over the night.
 */
export function nextSweep(connectionId: string, now: Date): Date {
  const share = createHash('sha256').update(connectionId).digest().readUInt32BE(0) / 2 ** 32;
  const ofDay = Math.floor(share * NIGHT_HOURS * HOUR_MS);
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const tonight = midnight + ofDay;
  return new Date(tonight > now.getTime() ? tonight : tonight + DAY_MS);
}

const FIRST_READ_AGAIN_MS = 2 * SECOND_MS;
/** Gmail's index lags behind its pushes by seconds. What is not in it after this counts as lost. */
const PUSH_COUNTS_MS = 10 * MINUTE_MS;

/** Did Gmail push a history id that the cursor has not reached, so recently that it is still expected? */
export const hasNews = ({ pushedHistoryId, pushedAt, historyId }: Intake, now: Date): boolean =>
  pushedHistoryId !== null &&
  pushedAt !== null &&
  now.getTime() - pushedAt.getTime() <= PUSH_COUNTS_MS &&
  isLater(pushedHistoryId, historyId);

/**
 * When the history is read again because it lags behind the push: after 2 s, then after as long as it lagged, and a
 * last time when the push counts as lost. Null: it does not lag, or no more counts.
 */
export function readAgainAt(intake: Intake, now: Date): Date | null {
  if (!hasNews(intake, now) || !intake.pushedAt) return null;
  const lagged = now.getTime() - intake.pushedAt.getTime();
  const left = PUSH_COUNTS_MS - lagged;
  if (left < FIRST_READ_AGAIN_MS) return null;
  return after(now, Math.min(Math.max(FIRST_READ_AGAIN_MS, lagged), left));
}

const FIRST_RETRY_MS = MINUTE_MS;
const LAST_RETRY_MS = 15 * MINUTE_MS;

/** When a mailbox that could not be read is tried again: from a minute to a quarter of an hour, or when Google says. */
export function retryAfter(now: Date, failure: MailFailure): Date {
  const wait = waitAfter(failure, { first: FIRST_RETRY_MS, longest: LAST_RETRY_MS });
  return new Date(Math.max(now.getTime() + wait, askedFor(failure, now)));
}

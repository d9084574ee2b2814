import { type CredentialId, methodOf } from '../model/credential.ts';
import type { Breaker, Fleet, Tally } from '../model/fleet.ts';
import { isCredentialRefused, signatureOf } from './failure-class.ts';
import { countedForFleet, type Observation } from './observe-fleet.ts';

/** Fewer attempts than this say nothing of a fleet. */
const LEAST_ATTEMPTS = 20;
const MAJORITY = 0.5;
const MINUTE_MS = 60 * 1000;
/** How long even a small fleet has to show that one of its mailboxes can be refreshed. */
const UNANIMOUS_MS = 3 * MINUTE_MS;
/** An attempt older than this says nothing of now. */
const WINDOW_MS = 60 * 60 * 1000;

/** The fewest and the most that a run may try while the breaker is open. */
const [FEWEST_TRIALS, MOST_TRIALS] = [5, 4096];

/**
 * How long no refusal is confirmed while the whole fleet is refused. An outage of Google's ends sooner; a
 * refusal that lasts longer is real, and the owners have to be asked to act.
 */
export const FREEZE_MS = 6 * 60 * 60 * 1000;

/**
 * Opens the breaker when most of the last attempts failed with one signature, or at once when Google refused
 * the credential itself, and closes it when that is over. While it is open the number of trials follows their
 * success: doubled when one succeeded, halved when none did. After the freeze it always doubles.
 */
export function judgeFleet(fleet: Fleet, observations: readonly Observation[], now: Date): Fleet {
  const counted = countedForFleet(observations, methodOf(fleet.credential));
  const breaker = fleet.breaker
    ? breakerAfter(fleet, { breaker: fleet.breaker, observations: counted }, now)
    : openedBy(fleet, counted, now);
  const tallies = breaker === null ? talliesAfterMending(fleet) : fleet.tallies;
  return { ...fleet, tallies, breaker };
}

/**
 * The tallies once the breaker is closed. What was counted while the credential was refused says nothing any more:
 * it would be the majority, and open the breaker again.
 */
function talliesAfterMending({ breaker, tallies, credential }: Fleet): Fleet['tallies'] {
  if (!breaker || !isCredentials(credential, breaker)) return tallies;
  return tallies.map(({ failed: { [breaker.signature]: _, ...failed }, ...tally }) => ({
    ...tally,
    failed,
  }));
}

/** Has the breaker been open for less than the freeze? Until then no refusal is confirmed. */
export const isFrozen = ({ breaker }: Pick<Fleet, 'breaker'>, now: Date): boolean =>
  breaker !== null && now.getTime() - breaker.since.getTime() < FREEZE_MS;

const isCredentials = (credential: CredentialId, failure: Pick<Breaker, 'code' | 'upstream'>) =>
  isCredentialRefused(failure, methodOf(credential));

function openedBy(fleet: Fleet, observations: readonly Observation[], now: Date): Breaker | null {
  const lastSuccess = fleet.succeededAt?.getTime() ?? 0;
  // An observation may be some seconds old: a success since then counts more.
  const refused = observations.find(
    ({ at, error }) =>
      error && isCredentials(fleet.credential, error) && at.getTime() > lastSuccess,
  )?.error;
  if (refused) return breakerFor(refused, now, 1);
  const signature = majority(fleet, now) ?? unanimity(fleet, now);
  const failure = fleet.lastFailure;
  // The newest failure may be one of the few that differ: then the next look decides.
  if (!failure || signatureOf(failure) !== signature) return null;
  return breakerFor(failure, now, FEWEST_TRIALS);
}

const breakerFor = (
  { code, upstream }: Pick<Breaker, 'code' | 'upstream'>,
  since: Date,
  trials: number,
): Breaker => ({ signature: signatureOf({ code, upstream }), code, upstream, since, trials });

function breakerAfter(
  fleet: Fleet,
  {
    breaker,
    observations,
  }: { readonly breaker: Breaker; readonly observations: readonly Observation[] },
  now: Date,
): Breaker | null {
  // Without an observation nothing changes.
  if (observations.length === 0) return breaker;
  const succeeded = observations.some(({ at, error }) => error === null && at > breaker.since);
  const isCredential = isCredentials(fleet.credential, breaker);
  // One success clears the credential; of mailboxes it takes as many as it took to open the breaker.
  if (succeeded && (isCredential || majority(fleet, now) === null)) return null;
  // After the freeze refusals are confirmed, and every mailbox is waiting for its status.
  const grows = succeeded || !isFrozen({ breaker }, now);
  const trials = grows ? breaker.trials * 2 : Math.ceil(breaker.trials / 2);
  const fewest = isCredential ? 1 : FEWEST_TRIALS;
  return { ...breaker, trials: Math.min(MOST_TRIALS, Math.max(fewest, trials)) };
}

/** The signature with which most of the last attempts failed; null when they did not, or were too few. */
function majority({ tallies }: Fleet, now: Date): string | null {
  const counts = new Map<string, number>();
  let attempts = 0;
  for (const tally of tallies.toReversed()) {
    const isOld = now.getTime() - tally.minute.getTime() > WINDOW_MS;
    if (isOld || attempts >= LEAST_ATTEMPTS) break;
    attempts += attemptsIn(tally);
    for (const [signature, count] of Object.entries(tally.failed)) {
      counts.set(signature, (counts.get(signature) ?? 0) + count);
    }
  }
  if (attempts < LEAST_ATTEMPTS) return null;
  const [signature, count] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? ['', 0];
  return count > attempts * MAJORITY ? signature : null;
}

/**
 * The signature with which every attempt has failed for some minutes, in a fleet too small for a majority. A
 * refused mailbox has a canary refreshed, so that one success is enough to clear the fleet.
 */
function unanimity({ tallies, succeededAt }: Fleet, now: Date): string | null {
  const since = Math.max(now.getTime() - WINDOW_MS, succeededAt?.getTime() ?? 0);
  const last = tallies.filter(({ minute }) => minute.getTime() > since);
  const attempts = last.reduce((sum, tally) => sum + attemptsIn(tally), 0);
  const signatures = new Set(last.flatMap(({ failed }) => Object.keys(failed)));
  const [signature] = signatures;
  const first = last[0];
  if (!first || !signature || signatures.size > 1 || attempts < 2) return null;
  return now.getTime() - first.minute.getTime() >= UNANIMOUS_MS ? signature : null;
}

const attemptsIn = ({ succeeded, failed }: Tally): number =>
  Object.values(failed).reduce((sum, count) => sum + count, succeeded);

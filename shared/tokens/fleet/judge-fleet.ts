import type { Breaker, Fleet, Tally } from '../model/fleet.ts';
import { isClientItself, signatureOf } from './failure-class.ts';
import { countedForFleet, type Observation } from './observe-fleet.ts';

/** Fewer attempts than this say nothing of a fleet. */
const LEAST_ATTEMPTS = 20;
const MAJORITY = 0.5;
const MINUTE_MS = 60 * 1000;
/** How long even a small fleet is given to prove that somebody can be refreshed. */
const UNANIMOUS_MS = 3 * MINUTE_MS;
/** An attempt older than this says nothing of now. */
const WINDOW_MS = 60 * 60 * 1000;

/** The fewest and the most that a run may try while the breaker is open. */
const [FEWEST_TRIALS, MOST_TRIALS] = [5, 4096];

/**
 * How long refusals are not believed while everybody is refused. An outage of Google's ends sooner;
 * what lasts longer is the truth, and its owners have to be told.
 */
export const FREEZE_MS = 6 * 60 * 60 * 1000;

/**
 * Opens the breaker when most of the last attempts failed signature, or at once when Google refused our own
 * client, and closes it when that is over. While it is open the number of trials follows their success:
 * doubled when one succeeded, halved when none did.
 */
export function judgeFleet(fleet: Fleet, observations: readonly Observation[], now: Date): Fleet {
  const news = countedForFleet(observations);
  const breaker = fleet.breaker
    ? stillOpen(fleet, fleet.breaker, news, now)
    : openedBy(fleet, news, now);
  return { ...fleet, breaker };
}

/** Are statuses left as they are, whatever Google says of a grant? */
export const isFrozen = ({ breaker }: Fleet, now: Date): boolean =>
  breaker !== null && now.getTime() - breaker.since.getTime() < FREEZE_MS;

function openedBy(fleet: Fleet, observations: readonly Observation[], now: Date): Breaker | null {
  const lastSuccess = fleet.succeededAt?.getTime() ?? 0;
  // News may be some seconds old: what succeeded since is newer.
  const ours = observations.find(
    ({ at, error }) => error && isClientItself(error) && at.getTime() > lastSuccess,
  )?.error;
  if (ours) return breakerFor(ours, now, 1);
  const signature = majority(fleet, now) ?? unanimity(fleet, now);
  const failure = fleet.lastFailure;
  // The newest may be one of the few that fail otherwise: then the next look decides.
  if (!failure || signatureOf(failure) !== signature) return null;
  return breakerFor(failure, now, FEWEST_TRIALS);
}

const breakerFor = (
  { code, upstream }: Pick<Breaker, 'code' | 'upstream'>,
  since: Date,
  trials: number,
): Breaker => ({ signature: signatureOf({ code, upstream }), code, upstream, since, trials });

function stillOpen(
  fleet: Fleet,
  breaker: Breaker,
  observations: readonly Observation[],
  now: Date,
): Breaker | null {
  // Looking at it changes nothing.
  if (observations.length === 0) return breaker;
  const succeeded = observations.some(({ at, error }) => error === null && at > breaker.since);
  const ours = isClientItself(breaker);
  // One success clears our client; of mailboxes it takes as many as it took to doubt them.
  if (succeeded && (ours || majority(fleet, now) === null)) return null;
  // After the freeze a failure is a verdict, and everybody is waiting for theirs.
  const goesOn = succeeded || !isFrozen({ ...fleet, breaker }, now);
  const trials = goesOn ? breaker.trials * 2 : Math.ceil(breaker.trials / 2);
  const fewest = ours ? 1 : FEWEST_TRIALS;
  return { ...breaker, trials: Math.min(MOST_TRIALS, Math.max(fewest, trials)) };
}

/** What most of the last attempts failed with; null when they did not, or were too few. */
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
  const [signature, count] = [...counts].toSorted(([, one], [, other]) => other - one)[0] ?? [
    '',
    0,
  ];
  return count > attempts * MAJORITY ? signature : null;
}

/**
 * What every attempt has failed with for some minutes, in a fleet too small for a majority: a mailbox
 * that is refused makes another be asked, so that one success is all it takes to clear the fleet.
 */
function unanimity({ tallies, succeededAt }: Fleet, now: Date): string | null {
  const since = Math.max(now.getTime() - WINDOW_MS, succeededAt?.getTime() ?? 0);
  const last = tallies.filter(({ minute }) => minute.getTime() > since);
  const attempts = last.reduce((sum, tally) => sum + attemptsIn(tally), 0);
  const kinds = new Set(last.flatMap(({ failed }) => Object.keys(failed)));
  const [kind] = kinds;
  const first = last[0];
  if (!first || !kind || kinds.size > 1 || attempts < 2) return null;
  return now.getTime() - first.minute.getTime() >= UNANIMOUS_MS ? kind : null;
}

const attemptsIn = ({ succeeded, failed }: Tally): number =>
  Object.values(failed).reduce((sum, count) => sum + count, succeeded);

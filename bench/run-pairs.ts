import type { Contest, Pair } from './contest.ts';

/** Of fewer turns a median would be one measurement. */
const LEAST_ROUNDS = 2;

export type Watch = (round: number, contest: Contest) => void;

/**
 * Runs baseline and measured by turns (A B A B …), every contest once a round, for about so many
 * seconds. What slows the machine for a while slows both sides of a pair, and so leaves their ratio
 * alone; a time rather than a number of rounds keeps a run short on a busy machine.
 */
export async function runPairs(
  contests: readonly Contest[],
  seconds: number,
  watch: Watch,
): Promise<ReadonlyMap<Contest, readonly Pair[]>> {
  const pairs = new Map(contests.map((contest): [Contest, Pair[]] => [contest, []]));
  const until = performance.now() + seconds * 1000;
  for (let round = 1; round <= LEAST_ROUNDS || performance.now() < until; round++) {
    for (const [contest, pairsOfOne] of pairs) {
      watch(round, contest);
      const baseline = await contest.runBaseline();
      pairsOfOne.push({ baseline, measured: await contest.run() });
    }
  }
  return pairs;
}

/** Runs every contest once for nothing: the first turn compiles, opens and connects. */
export async function warmUp(contests: readonly Contest[]): Promise<void> {
  for (const contest of contests) {
    await contest.runBaseline();
    await contest.run();
  }
}

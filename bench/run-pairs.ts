import type { Contest, Pair } from './contest.ts';

export type Watch = (round: number, contest: Contest) => void;

/**
 * Runs baseline and measured by turns (A B A B …), every contest once a round, for about so many
 * seconds and at least one round. What slows the machine for a while slows both sides of a pair,
 * and so leaves their ratio alone; a time, not a number of rounds, keeps a run short on any machine.
 */
export async function runPairs(
  contests: readonly Contest[],
  seconds: number,
  watch: Watch,
): Promise<ReadonlyMap<Contest, readonly Pair[]>> {
  const pairs = new Map(contests.map((contest): [Contest, Pair[]] => [contest, []]));
  const until = performance.now() + seconds * 1000;
  for (let round = 1; ; round++) {
    for (const [contest, pairsOfOne] of pairs) {
      if (round > 1 && performance.now() >= until) return pairs;
      watch(round, contest);
      const baseline = await contest.runBaseline();
      pairsOfOne.push({ baseline, measured: await contest.run() });
    }
  }
}

/** Runs every contest once for nothing: the first turn compiles, opens and connects. */
export async function warmUp(contests: readonly Contest[]): Promise<void> {
  for (const contest of contests) {
    await contest.runBaseline();
    await contest.run();
  }
}

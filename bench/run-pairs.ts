import type { Comparison, Pair } from './comparison.ts';

export type OnTurn = (round: number, comparison: Comparison) => void;

/**
 * Runs baseline and measured operation alternately (A B A B …), every comparison once per round, for
 * about that many seconds and at least one round. Whatever slows the machine for a while slows both
 * sides of a pair and hardly changes their ratio. A fixed time instead of a number of rounds keeps a
 * run short on any machine.
 */
export async function runPairs(
  comparisons: readonly Comparison[],
  seconds: number,
  onTurn: OnTurn,
): Promise<ReadonlyMap<Comparison, readonly Pair[]>> {
  const pairs = new Map(comparisons.map((comparison): [Comparison, Pair[]] => [comparison, []]));
  const until = performance.now() + seconds * 1000;
  for (let round = 1; ; round++) {
    for (const [comparison, pairsOfOne] of pairs) {
      if (round > 1 && performance.now() >= until) return pairs;
      onTurn(round, comparison);
      const baseline = await comparison.runBaseline();
      pairsOfOne.push({ baseline, measured: await comparison.run() });
    }
  }
}

/** Runs every comparison once without measuring: the first turn compiles code and opens connections. */
export async function warmUp(comparisons: readonly Comparison[]): Promise<void> {
  for (const comparison of comparisons) {
    await comparison.runBaseline();
    await comparison.run();
  }
}

import type { Contest, Figure, Pair, Sample } from './contest.ts';

export type Spread = { readonly median: number; readonly min: number; readonly max: number };

/** One line of the report: a figure of something measured, over the same figure of its baseline. */
export type Result = {
  readonly bench: string;
  readonly measured: string;
  readonly baseline: string;
  readonly figure: Figure;
  readonly rounds: number;
  readonly ratio: Spread;
};

const FIGURES: readonly Figure[] = ['time', 'memory'];

/** The results of a bench, one a contest and figure; a figure that could not be read has none. */
export function resultsOf(
  bench: string,
  pairsByContest: ReadonlyMap<Contest, readonly Pair[]>,
): readonly Result[] {
  return FIGURES.flatMap((figure) =>
    [...pairsByContest].flatMap(([{ measured, baseline }, pairs]) => {
      const ratios = pairs.flatMap((pair) => ratioOf(pair, figure) ?? []);
      if (ratios.length === 0) return [];
      const ratio = spreadOf(ratios);
      return [{ bench, measured, baseline, figure, rounds: ratios.length, ratio }];
    }),
  );
}

function ratioOf(pair: Pair, figure: Figure): number | null {
  const side = (sample: Sample): number | null => sample[figure];
  const [measured, baseline] = [side(pair.measured), side(pair.baseline)];
  return measured === null || !baseline ? null : measured / baseline;
}

function spreadOf(ratios: readonly number[]): Spread {
  const sorted = ratios.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return { median: (low + high) / 2, min: sorted.at(0) ?? NaN, max: sorted.at(-1) ?? NaN };
}

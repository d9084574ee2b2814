import type { Comparison, Figure, Pair, Sample } from './comparison.ts';

export type Spread = { readonly median: number; readonly min: number; readonly max: number };

/** One line of the report: a figure of a measured operation, divided by that of its baseline. */
export type Result = {
  readonly bench: string;
  readonly measured: string;
  readonly baseline: string;
  readonly figure: Figure;
  readonly rounds: number;
  readonly ratio: Spread;
};

const FIGURES: readonly Figure[] = ['time', 'memory'];

/** The results of a bench, one per comparison and figure, without figures that could not be read. */
export function resultsOf(
  bench: string,
  pairsByComparison: ReadonlyMap<Comparison, readonly Pair[]>,
): readonly Result[] {
  return FIGURES.flatMap((figure) =>
    [...pairsByComparison].flatMap(([{ measured, baseline }, pairs]) => {
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

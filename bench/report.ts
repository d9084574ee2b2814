import { table } from '../build/table.ts';
import type { Result } from './result.ts';

const LEGEND =
  'A ratio of 2.00× means twice the time, or the memory, of the baseline in the same run; less is better. ' +
  'Only ratios can be compared between runs.';

/** Formats the results for people: an aligned table, the notes, and a legend. */
export function report(results: readonly Result[], notes: readonly string[]): string {
  const header = ['measured', 'baseline', 'ratio', 'min–max', 'rounds'];
  const rows = results.map(({ measured, figure, baseline, rounds, ratio }) => [
    figure === 'memory' ? `${measured}, peak memory` : measured,
    baseline,
    `${digits(ratio.median)}×`,
    `${digits(ratio.min)}–${digits(ratio.max)}`,
    String(rounds),
  ]);
  const lines = table([header, ...rows], ['left', 'left', 'right', 'right', 'right']);
  return `${[...groups(lines, results), '', ...notes, LEGEND].join('\n')}\n`;
}

/** Inserts an empty line before the first line of each bench and figure. */
function groups([header = '', ...lines]: readonly string[], results: readonly Result[]) {
  const keyOf = (result: Result | undefined): string => `${result?.bench} ${result?.figure}`;
  const grouped = lines.flatMap((line, nth) =>
    keyOf(results[nth]) === keyOf(results[nth - 1]) ? [line] : ['', line],
  );
  return [header, ...grouped];
}

const digits = (ratio: number): string => ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0);

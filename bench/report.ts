import { table } from '../build/table.ts';
import type { Result } from './result.ts';

const HOW_TO_READ =
  'Read: 2.00× takes twice what its baseline took beside it in this run; less is better. ' +
  'Compare ratios between runs, never times.';

/** The results for people: one aligned table, what was counted, and how to read it. */
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
  return `${[...groups(lines, results), '', ...notes, HOW_TO_READ].join('\n')}\n`;
}

/** An empty line wherever another bench or another figure begins. */
function groups([header = '', ...lines]: readonly string[], results: readonly Result[]) {
  const keyOf = (result: Result | undefined): string => `${result?.bench} ${result?.figure}`;
  const grouped = lines.flatMap((line, nth) =>
    keyOf(results[nth]) === keyOf(results[nth - 1]) ? [line] : ['', line],
  );
  return [header, ...grouped];
}

const digits = (ratio: number): string => ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0);

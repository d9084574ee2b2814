import { type AppError, asAppError } from '../errors.ts';
import { inParallel, type Pace, type Paced } from './in-parallel.ts';

/**
 * How much of what is due one run may do: `limit` is how many ids it reads at a time, `shards` whose ids
 * these are.
 */
export type DueRun = Pace & { readonly limit: number; readonly shards: readonly number[] };

/** Work on ids, each of which ends in an outcome that is counted by its kind. */
type CountedWork<Outcome extends { readonly kind: string }, Count extends string> = {
  readonly countedAs: Readonly<Record<Outcome['kind'], Count>>;
  /** Does the work of one id, and notes each outcome. */
  readonly doOne: (id: string, note: (outcome: Outcome) => void) => Promise<void>;
  /** The outcome of an id whose work threw. */
  readonly failed: (id: string, error: AppError) => Outcome;
  /** Is called with each outcome, after it was counted. */
  readonly watch: (outcome: Outcome, counts: Readonly<Record<Count, number>>) => void;
};

/**
 * Does work in parallel and counts its outcomes. An id whose work throws never stops the others.
 *
 * @returns `run` returns how many of its ids it did not begin; `counts` covers all runs so far
 */
export function createCountedWork<Outcome extends { readonly kind: string }, Count extends string>({
  countedAs,
  doOne,
  failed,
  watch,
}: CountedWork<Outcome, Count>) {
  const kinds = Object.values<Count>(countedAs);
  const counts = Object.fromEntries(kinds.map((count) => [count, 0])) as Record<Count, number>;
  const note = (outcome: Outcome): void => {
    counts[countedAs[outcome.kind as Outcome['kind']]] += 1;
    watch(outcome, counts);
  };
  return {
    counts: counts as Readonly<Record<Count, number>>,
    run: (ids: readonly string[], pace: Paced): Promise<number> =>
      inParallel(ids, pace, async (id) => {
        try {
          await doOne(id, note);
        } catch (thrown) {
          note(failed(id, asAppError(thrown)));
        }
      }),
  };
}

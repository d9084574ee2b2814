/** A function that starts its work at the first call; every caller gets the same promise. */
export type Once<T> = {
  (): Promise<T>;
  /** The promise of work that has started; null before the first call. */
  started(): Promise<T> | null;
};

/** Runs work at most once. A failure is not kept: the next call tries again. */
export function once<T>(work: () => Promise<T>): Once<T> {
  let started: Promise<T> | null = null;
  const run = (): Promise<T> => {
    started ??= work().catch((thrown) => {
      started = null;
      throw thrown;
    });
    return started;
  };
  return Object.assign(run, { started: () => started });
}

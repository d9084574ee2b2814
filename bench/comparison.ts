/** The result of one measurement. */
export type Sample = {
  /** Milliseconds per operation. */
  readonly time: number;
  /** Peak resident bytes of the measured process; null where they mean nothing. */
  readonly memory: number | null;
};

/** The figures of a sample for which a ratio is reported. */
export type Figure = keyof Sample;

/** Two operations that are measured alternately, many times. */
export type Comparison = {
  readonly measured: string;
  readonly baseline: string;
  run(): Promise<Sample>;
  runBaseline(): Promise<Sample>;
};

/** One turn of a comparison: both sides ran under the same load of the machine. */
export type Pair = { readonly measured: Sample; readonly baseline: Sample };

/** How many seconds a bench runs its comparisons, in a full run and in a quick one. */
export type Seconds = { readonly full: number; readonly quick: number };

/** A group of comparisons that share a setup. */
export type Bench = {
  readonly name: string;
  readonly seconds: Seconds;
  /**
   * Sets up, and runs everything once, so that the first turn is like the others.
   *
   * @param quick measures smaller fleets, to finish sooner
   */
  open(directory: string, quick: boolean): Promise<OpenBench>;
};

export type OpenBench = {
  readonly comparisons: readonly Comparison[];
  /** What was counted rather than timed, one sentence each. */
  notes(): readonly string[];
  close(): Promise<void>;
};

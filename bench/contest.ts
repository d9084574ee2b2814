/** What one measurement tells. */
export type Sample = {
  /** Milliseconds an operation. */
  readonly time: number;
  /** Peak resident bytes of the process that did it; null where that says nothing. */
  readonly memory: number | null;
};

/** The figures of a sample that a ratio can be made of. */
export type Figure = keyof Sample;

/** Two things to be measured side by side, time and again. */
export type Contest = {
  readonly measured: string;
  readonly baseline: string;
  run(): Promise<Sample>;
  runBaseline(): Promise<Sample>;
};

/** One turn of a contest: both sides under what the machine was doing at that moment. */
export type Pair = { readonly measured: Sample; readonly baseline: Sample };

/** How many seconds of contests, in a whole run and in a quick one. */
export type Seconds = { readonly full: number; readonly quick: number };

/** A group of contests over one set-up. */
export type Bench = {
  readonly name: string;
  readonly seconds: Seconds;
  /**
   * Sets up, and runs everything once so that the first turn is like the others.
   *
   * @param quick whoever asks would rather have less measured than wait for all of it
   */
  open(directory: string, quick: boolean): Promise<OpenBench>;
};

export type OpenBench = {
  readonly contests: readonly Contest[];
  /** What was counted rather than timed, a sentence each. */
  notes(): readonly string[];
  close(): Promise<void>;
};

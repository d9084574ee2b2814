/** Asks a worker to do one round. */
export type RoundRequest = {
  /** How far the worker's clock is ahead of the system's. */
  readonly aheadMs: number;
  /** Whether every call of the store succeeds. */
  readonly reliable: boolean;
  /** The connections whose tokens are requested. */
  readonly requested: readonly string[];
};

/** How a call of the token endpoint ended; `refused` means that Google refused the grant. */
export type CallOutcome = 'succeeded' | 'refused' | 'failed';

/** What a worker reports. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  /** A call of the token endpoint began, with the grant of this digest. */
  | { readonly kind: 'began'; readonly call: number; readonly grant: string; readonly at: number }
  | {
      readonly kind: 'ended';
      readonly call: number;
      readonly outcome: CallOutcome;
      readonly at: number;
    }
  /** The round is over, with these codes: an error's, or `done`. */
  | { readonly kind: 'done'; readonly codes: readonly string[] };

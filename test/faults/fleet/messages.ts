/** What a worker is told to do: one round. */
export type Order = {
  /** How far its clock is moved on. */
  readonly aheadMs: number;
  /** Does the store do all that it is asked? */
  readonly reliable: boolean;
  /** Connections whose tokens somebody wants. */
  readonly asks: readonly string[];
};

/** How a call of the token endpoint ended; `refused`: the grant was. */
export type CallOutcome = 'succeeded' | 'refused' | 'failed';

/** What a worker tells. */
export type Told =
  | { readonly kind: 'ready' }
  /** It asks the token endpoint, with the grant of this digest. */
  | { readonly kind: 'began'; readonly call: number; readonly grant: string; readonly at: number }
  | {
      readonly kind: 'ended';
      readonly call: number;
      readonly outcome: CallOutcome;
      readonly at: number;
    }
  /** The round is over: the codes of what it met. */
  | { readonly kind: 'done'; readonly met: readonly string[] };

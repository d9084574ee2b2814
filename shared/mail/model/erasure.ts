/** That the address of somebody was erased. Nothing in it tells whose. */
export type Erasure = {
  /** Random. */
  readonly id: string;
  readonly at: Date;
  /** From how many threads. */
  readonly threads: number;
};

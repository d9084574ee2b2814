/** A stored value and the revision that a compare-and-set must name. */
export type Versioned<T> = { readonly value: T; readonly revision: string };

/** One page of a listing; `next` continues it, null at the end. */
export type Page<T> = {
  readonly items: readonly T[];
  readonly next: string | null;
  /** How many records of this page could not be read: one never hides the others. */
  readonly unreadable: number;
};

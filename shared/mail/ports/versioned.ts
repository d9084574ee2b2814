/** A stored value and the revision that a compare-and-set must name. */
export type Versioned<T> = { readonly value: T; readonly revision: string };

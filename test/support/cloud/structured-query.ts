/** The parts of google.firestore.v1.StructuredQuery that decide about indexes. */
export type StructuredQuery = {
  readonly from: readonly { readonly collectionId: string; readonly allDescendants?: boolean }[];
  readonly where?: Filter | null;
  readonly orderBy?: readonly Order[];
};

export type Direction = 'ASCENDING' | 'DESCENDING';
type Field = { readonly fieldPath: string };
export type Order = { readonly field: Field; readonly direction?: Direction };

export type Filter = {
  readonly compositeFilter?: { readonly op: string; readonly filters: readonly Filter[] };
  readonly fieldFilter?: { readonly field: Field; readonly op: string };
  readonly unaryFilter?: { readonly field: Field; readonly op: string };
};

/** One comparison: a field and Firestore's name of the operator. */
export type Comparison = { readonly fieldPath: string; readonly op: string };

/** The comparisons that must all be true. */
export function comparisonsOf(filter: Filter | null | undefined): Comparison[] {
  if (!filter) return [];
  const { compositeFilter, fieldFilter, unaryFilter } = filter;
  if (compositeFilter) {
    // Each branch of an OR would need its own indexes.
    if (compositeFilter.op !== 'AND') throw new Error('the index rule knows no OR');
    return compositeFilter.filters.flatMap(comparisonsOf);
  }
  const one = fieldFilter ?? unaryFilter;
  return one ? [{ fieldPath: one.field.fieldPath, op: one.op }] : [];
}

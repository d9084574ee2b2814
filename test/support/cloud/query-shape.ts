import {
  type Comparison,
  comparisonsOf,
  type Direction,
  type StructuredQuery,
} from './structured-query.ts';

/** A field as in the files that declare indexes. */
export type IndexField =
  | { readonly fieldPath: string; readonly order: Direction }
  | { readonly fieldPath: string; readonly arrayConfig: 'CONTAINS' };

export type Scope = 'COLLECTION' | 'COLLECTION_GROUP';

/** The part of a query that decides about its indexes. */
export type Shape = {
  readonly collection: string;
  readonly scope: Scope;
  /** Fields with equality filters; their order does not matter. */
  readonly equal: readonly IndexField[];
  /** Fields with an order or a range, in order; the document name only if its direction differs. */
  readonly sorted: readonly IndexField[];
};

/** The field path of the document name. */
export const NAME = '__name__';

const EQUALITIES = ['EQUAL', 'IN', 'IS_NULL', 'IS_NAN'];
const CONTAINMENTS = ['ARRAY_CONTAINS', 'ARRAY_CONTAINS_ANY'];

/** Reads what decides about the indexes of a query; limits and cursors do not. */
export function shapeOf({ from, where, orderBy }: StructuredQuery): Shape {
  const { collectionId = '', allDescendants = false } = from[0] ?? {};
  const comparisons = comparisonsOf(where).filter(({ fieldPath }) => fieldPath !== NAME);
  const equal = lookedUp(comparisons);
  const explicit = (orderBy ?? []).map(({ field, direction = 'ASCENDING' }) => ({
    fieldPath: field.fieldPath,
    order: direction,
  }));
  const order = explicit.at(-1)?.order ?? 'ASCENDING';
  const implied = rangedOver(comparisons)
    .filter((fieldPath) => !explicit.some((one) => one.fieldPath === fieldPath))
    .map((fieldPath) => ({ fieldPath, order }));
  // All results have the same value in this field, so an order by it changes nothing.
  const sorted = [...explicit, ...implied].filter(({ fieldPath }) => !equal.has(fieldPath));
  return {
    collection: collectionId,
    scope: allDescendants ? 'COLLECTION_GROUP' : 'COLLECTION',
    equal: [...equal.values()].toSorted((one, other) => (one.fieldPath < other.fieldPath ? -1 : 1)),
    sorted: withoutImpliedName(sorted),
  };
}

/** Every index ends with the document name in the direction of its last field, which is left out. */
export function withoutImpliedName(fields: readonly IndexField[]): readonly IndexField[] {
  const place = fields.findIndex(({ fieldPath }) => fieldPath === NAME);
  if (place < 0) return fields;
  const before = fields.slice(0, place);
  const isImplied = orderOf(fields[place]) === orderOf(before.at(-1));
  // Names are unique, so no order after them matters.
  return isImplied ? before : fields.slice(0, place + 1);
}

export function isSameField(one: IndexField, other: IndexField | undefined): boolean {
  if (!other || one.fieldPath !== other.fieldPath) return false;
  return 'arrayConfig' in one === 'arrayConfig' in other && orderOf(one) === orderOf(other);
}

function orderOf(field: IndexField | undefined): Direction {
  return field && 'order' in field ? field.order : 'ASCENDING';
}

function lookedUp(comparisons: readonly Comparison[]): Map<string, IndexField> {
  const found = new Map<string, IndexField>();
  for (const { fieldPath, op } of comparisons) {
    if (EQUALITIES.includes(op)) found.set(fieldPath, { fieldPath, order: 'ASCENDING' });
    if (CONTAINMENTS.includes(op)) found.set(fieldPath, { fieldPath, arrayConfig: 'CONTAINS' });
  }
  return found;
}

/** Firestore adds the fields of inequalities to the query's order, sorted by name. */
function rangedOver(comparisons: readonly Comparison[]): string[] {
  const ranges = comparisons.filter(({ op }) => ![...EQUALITIES, ...CONTAINMENTS].includes(op));
  return [...new Set(ranges.map(({ fieldPath }) => fieldPath))].toSorted();
}

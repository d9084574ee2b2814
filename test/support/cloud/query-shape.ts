import {
  type Comparison,
  comparisonsOf,
  type Direction,
  type StructuredQuery,
} from './structured-query.ts';

/** As the files that declare indexes have it. */
export type IndexField =
  | { readonly fieldPath: string; readonly order: Direction }
  | { readonly fieldPath: string; readonly arrayConfig: 'CONTAINS' };

export type Scope = 'COLLECTION' | 'COLLECTION_GROUP';

/** A query as its indexes see it. */
export type Shape = {
  readonly collection: string;
  readonly scope: Scope;
  /** Fields in which values are looked up; their order does not matter. */
  readonly equal: readonly IndexField[];
  /** Fields that are sorted by or ranged over, in order; the name only where it turns. */
  readonly sorted: readonly IndexField[];
};

/** How the name of the document is called among its fields. */
export const NAME = '__name__';

const EQUALITIES = ['EQUAL', 'IN', 'IS_NULL', 'IS_NAN'];
const CONTAINMENTS = ['ARRAY_CONTAINS', 'ARRAY_CONTAINS_ANY'];

/** What of a query decides about its indexes; limits and cursors do not. */
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
  // All that is found has the same value there: sorting by it changes nothing.
  const sorted = [...explicit, ...implied].filter(({ fieldPath }) => !equal.has(fieldPath));
  return {
    collection: collectionId,
    scope: allDescendants ? 'COLLECTION_GROUP' : 'COLLECTION',
    equal: [...equal.values()].toSorted((one, other) => (one.fieldPath < other.fieldPath ? -1 : 1)),
    sorted: withoutImpliedName(sorted),
  };
}

/** Every index ends with the name, in the direction of its last field: then it is not mentioned. */
export function withoutImpliedName(fields: readonly IndexField[]): readonly IndexField[] {
  const place = fields.findIndex(({ fieldPath }) => fieldPath === NAME);
  if (place < 0) return fields;
  const before = fields.slice(0, place);
  const isImplied = orderOf(fields[place]) === orderOf(before.at(-1));
  // Names are unique: nothing is left to sort after them.
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

/** Fields of inequalities are sorted by after what the query says, in the order of their names. */
function rangedOver(comparisons: readonly Comparison[]): string[] {
  const ranges = comparisons.filter(({ op }) => ![...EQUALITIES, ...CONTAINMENTS].includes(op));
  return [...new Set(ranges.map(({ fieldPath }) => fieldPath))].toSorted();
}

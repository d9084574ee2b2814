import {
  type IndexField,
  isSameField,
  NAME,
  type Scope,
  type Shape,
  shapeOf,
  withoutImpliedName,
} from './query-shape.ts';
import type { StructuredQuery } from './structured-query.ts';

export type CompositeIndex = {
  readonly collection: string;
  /** COLLECTION by default. */
  readonly scope?: Scope;
  readonly fields: readonly IndexField[];
};

/** A field whose automatic single-field indexes are switched off. */
export type Exemption = { readonly collection: string; readonly field: string };

export type DeclaredIndexes = {
  readonly indexes: readonly CompositeIndex[];
  readonly exempt?: readonly Exemption[];
};

/**
 * The composite index that a query needs in production, or null when the automatic single-field
 * indexes serve it. The emulator serves every query, so only this function finds a missing index. It is the
 * index that production proposes; `isServed` also accepts others that serve the query.
 *
 * Where the documentation says nothing, the function assumes that an index is needed.
 *
 * @see https://firebase.google.com/docs/firestore/query-data/index-overview
 */
export function neededIndex(
  query: StructuredQuery,
  exempt: readonly Exemption[] = [],
): CompositeIndex | null {
  const shape = shapeOf(query);
  const { collection, scope, equal, sorted } = shape;
  const fields = [...equal, ...sorted];
  if (fields.length === 0) return null;
  // Equalities are merged; everything else is a scan of one index.
  const isSimple = fields.length === 1 || sorted.length === 0;
  if (isSimple && fields.every((field) => isAutomatic(field, shape, exempt))) return null;
  return { collection, scope, fields };
}

/** Whether production serves a query with these indexes and its automatic ones. */
export function isServed(
  query: StructuredQuery,
  { indexes, exempt = [] }: DeclaredIndexes,
): boolean {
  if (neededIndex(query, exempt) === null) return true;
  const shape = shapeOf(query);
  const { collection, scope, equal, sorted } = shape;
  const declared = indexes
    .filter((index) => index.collection === collection && (index.scope ?? 'COLLECTION') === scope)
    .flatMap(({ fields }) => prefixOf(withoutImpliedName(fields), sorted) ?? [])
    .filter((prefix) => prefix.every((field) => equal.some((one) => looksUp(field, one))));
  const automatic = equal.filter((field) => isAutomatic(field, shape, exempt));
  // Indexes with the same end are merged; together they must look up every field.
  const usable = [...declared.flat(), ...(sorted.length === 0 ? automatic : [])];
  const isCovered = equal.every((one) => usable.some((field) => looksUp(field, one)));
  return isCovered && (equal.length > 0 || declared.length > 0);
}

/** Whether an automatic single-field index can serve this field of the query. */
function isAutomatic(
  field: IndexField,
  { collection, scope, equal }: Shape,
  exempt: readonly Exemption[],
): boolean {
  // A collection group has no automatic index; the document name has none in descending order.
  if (scope === 'COLLECTION_GROUP' || field.fieldPath === NAME) return false;
  // The documentation describes merging for equalities, not for a search in an array.
  if ('arrayConfig' in field && equal.length > 1) return false;
  return !exempt.some((one) => one.collection === collection && one.field === field.fieldPath);
}

/** The fields of an index before those that a query sorts by; null if it does not end with them. */
function prefixOf(
  fields: readonly IndexField[],
  sorted: readonly IndexField[],
): [readonly IndexField[]] | null {
  const length = fields.length - sorted.length;
  const isEnd = sorted.every((field, place) => isSameField(field, fields[length + place]));
  return length >= 0 && isEnd ? [fields.slice(0, length)] : null;
}

/** The direction does not matter for a lookup. */
function looksUp(field: IndexField, wanted: IndexField): boolean {
  const isArray = 'arrayConfig' in field;
  return field.fieldPath === wanted.fieldPath && isArray === 'arrayConfig' in wanted;
}

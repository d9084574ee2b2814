import type { Field, ObjectType, Value } from '../objects/field.ts';
import type { Org } from '../org.ts';
import { Refusal } from '../rest/refusal.ts';
import type { Row } from '../state/records.ts';
import { type Condition, type Order, parseQuery, type Query } from './parse.ts';
import { fieldAt, follow, queriedObject, valueAt } from './paths.ts';

type Scope = { readonly version: string; readonly withDeleted: boolean };

/**
 * Answers a SOQL query as `query` and `queryAll` do.
 *
 * @throws Refusal `MALFORMED_QUERY`, `INVALID_FIELD`, `INVALID_TYPE`
 */
export function answerQuery(org: Org, soql: string, { version, withDeleted }: Scope): unknown {
  const query = parseQuery(soql);
  const object = queriedObject(org, query.object);
  for (const path of [...query.select, query.orderBy?.path ?? 'Id']) fieldAt(org, object, path);
  const rows = select(org, query, withDeleted);
  const records = rows.map((row) => project(org, object, { row, paths: query.select, version }));
  return { totalSize: records.length, done: true, records };
}

function select(org: Org, query: Query, withDeleted: boolean): readonly Row[] {
  const object = queriedObject(org, query.object);
  for (const condition of query.where) requireFilterable(org, object, condition);
  requireLinkFilter(query);
  const tests = query.where.map((condition) => testOf(org, object, condition));
  const found = candidates(org, object, query.where).filter(
    (row) => (withDeleted || row['IsDeleted'] === false) && tests.every((test) => test(row)),
  );
  return ordered(org, object, { rows: found, query }).slice(0, query.limit ?? 2000);
}

function requireFilterable(org: Org, object: ObjectType, condition: Condition): void {
  const { path } = condition;
  const field = fieldAt(org, object, path);
  if (isOrder(condition)) requireOrdered(field, condition);
  if (field.filterable) return;
  const message = `field '${path}' can not be filtered in a query call`;
  throw new Refusal('INVALID_FIELD', message);
}

const isOrder = (condition: Condition): condition is OrderCondition => 'isMoment' in condition;

type OrderCondition = Extract<Condition, { readonly isMoment: boolean }>;

/** Moments are written without quotes, and ids with them. Nothing else is compared here. */
function requireOrdered({ name, type }: Field, { isMoment }: OrderCondition): void {
  if (type === (isMoment ? 'datetime' : 'id')) return;
  const message = `value of filter criterion for field '${name}' must be of type ${type} and ${type === 'datetime' ? 'should not' : 'should'} be enclosed in quotes`;
  throw new Refusal('INVALID_FIELD', message);
}

/** Links are only read by the ids of one of their ends (Object Reference, ContentDocumentLink). */
function requireLinkFilter({ object, where }: Query): void {
  const isFiltered = where.some(
    ({ path, operator }) =>
      ['ContentDocumentId', 'LinkedEntityId'].includes(path) && ['=', 'in'].includes(operator),
  );
  if (object !== 'ContentDocumentLink' || isFiltered) return;
  const message =
    'Implementation restriction: ContentDocumentLink requires a filter by a single Id on ' +
    "ContentDocumentId or LinkedEntityId using the equals operator or multiple Id's using the IN operator.";
  throw new Refusal('MALFORMED_QUERY', message);
}

/** The records that an indexed condition names, or all. */
function candidates(
  org: Org,
  { name, fields }: ObjectType,
  where: readonly Condition[],
): readonly Row[] {
  const wanted = where.flatMap((condition) => {
    const values = namedBy(condition);
    return values ? [{ path: condition.path, values }] : [];
  });
  const byId = wanted.find(({ path }) => path === 'Id');
  if (byId) return unique(byId.values.flatMap((id) => org.records.find(name, id) ?? []));
  const seek = wanted.find(({ path }) => fields.some((one) => one.name === path && one.indexed));
  // References are stored with 18 characters, and may be asked for with 15.
  const isText = fields.find((one) => one.name === seek?.path)?.type !== 'reference';
  return seek && isText
    ? unique(org.records.having(name, seek.path, seek.values))
    : seekReference(org, name, seek);
}

function seekReference(
  { records }: Org,
  object: string,
  seek: { readonly path: string; readonly values: readonly string[] } | undefined,
): readonly Row[] {
  return seek?.values.every((id) => id.length === 18)
    ? records.having(object, seek.path, seek.values)
    : records.list(object);
}

function namedBy(condition: Condition): readonly string[] | null {
  if (condition.operator === 'in') return condition.values;
  const isText = condition.operator === '=' && typeof condition.value === 'string';
  return isText ? [String(condition.value)] : null;
}

const unique = (rows: readonly Row[]): readonly Row[] => [
  ...new Map(rows.map((row) => [row.Id, row])).values(),
];

function testOf(org: Org, object: ObjectType, condition: Condition): (row: Row) => boolean {
  if (isOrder(condition)) return orderTest(org, object, condition);
  const { path } = condition;
  const { type, unique: isUnique } = fieldAt(org, object, path);
  const key = (value: Value) => {
    if (typeof value !== 'string' || isUnique) return value;
    return type === 'id' || type === 'reference' ? value.slice(0, 15) : value.toLowerCase();
  };
  const wanted = new Set(wantedBy(org, condition).map(key));
  const isNegated = condition.operator === '!=';
  return (row) => wanted.has(key(valueAt(org, object, { row, path }))) !== isNegated;
}

/** An empty field is neither before nor after anything. Ids are compared by their case, as 15 characters. */
function orderTest(
  org: Org,
  object: ObjectType,
  { path, operator, value, isMoment }: OrderCondition,
): (row: Row) => boolean {
  const key = (each: string): string | number => (isMoment ? Date.parse(each) : each.slice(0, 15));
  const bound = key(value);
  return (row) => {
    const found = valueAt(org, object, { row, path });
    return typeof found === 'string' && ORDERS[operator](key(found), bound);
  };
}

type Comparable = string | number;

const ORDERS: Readonly<Record<Order, (one: Comparable, other: Comparable) => boolean>> = {
  '>=': (one, other) => one >= other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '<': (one, other) => one < other,
};

function wantedBy(org: Org, condition: Exclude<Condition, OrderCondition>): readonly Value[] {
  if (condition.operator === 'in') return condition.values;
  if (condition.operator !== 'in query') return [condition.value];
  const { query } = condition;
  const object = queriedObject(org, query.object);
  return select(org, query, false).map((row) =>
    valueAt(org, object, { row, path: query.select[0] ?? 'Id' }),
  );
}

function ordered(
  org: Org,
  object: ObjectType,
  { rows, query }: { readonly rows: readonly Row[]; readonly query: Query },
): readonly Row[] {
  const { orderBy } = query;
  if (!orderBy) return rows;
  const key = (row: Row) => String(valueAt(org, object, { row, path: orderBy.path }) ?? '');
  const isId = fieldAt(org, object, orderBy.path).type === 'id';
  const sorted = rows.toSorted((one, other) =>
    isId ? byCodes(key(one), key(other)) : key(one).localeCompare(key(other), 'en'),
  );
  return orderBy.descending ? sorted.reverse() : sorted;
}

/** As ids are compared: upper case before lower case. */
const byCodes = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

type Projection = {
  readonly row: Row;
  readonly paths: readonly string[];
  readonly version: string;
};

/** The selected fields of a record, those of references nested. */
function project(org: Org, object: ObjectType, { row, paths, version }: Projection): unknown {
  const url = `/services/data/v${version}/sobjects/${object.name}/${row.Id}`;
  const result: Record<string, unknown> = { attributes: { type: object.name, url } };
  for (const path of paths) {
    const [name = '', ...rest] = path.split('.');
    if (rest.length === 0) result[name] = row[name] ?? null;
    else if (!(name in result)) {
      const below = paths.filter((one) => one.startsWith(`${name}.`));
      const next = follow(org, object, { row, name });
      const nested = below.map((one) => one.slice(name.length + 1));
      result[name] = next && project(org, next.object, { row: next.row, paths: nested, version });
    }
  }
  return result;
}

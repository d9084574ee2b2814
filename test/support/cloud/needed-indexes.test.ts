import { describe, expect, test } from '@jest/globals';
import { isServed, neededIndex } from './needed-indexes.ts';
import type { IndexField } from './query-shape.ts';
import type { Filter, StructuredQuery } from './structured-query.ts';

/**
 * A query of `things` as the client sends it, where a single filter is not wrapped.
 *
 * @param where `a EQUAL, b LESS_THAN`
 * @param sort `a, b DESCENDING`
 */
function query(where: string, sort = '', allDescendants = false): StructuredQuery {
  const filters = words(where).map(([fieldPath = '', op = '']) => ({
    fieldFilter: { field: { fieldPath }, op },
  }));
  const [only] = filters;
  const all: Filter = { compositeFilter: { op: 'AND', filters } };
  return {
    from: [{ collectionId: 'things', allDescendants }],
    where: only ? (filters.length > 1 ? all : only) : null,
    orderBy: words(sort).map(([fieldPath = '', direction]) => ({
      field: { fieldPath },
      direction: direction === 'DESCENDING' ? direction : 'ASCENDING',
    })),
  };
}

function words(list: string): string[][] {
  return list
    .split(', ')
    .filter(Boolean)
    .map((part) => part.split(' '));
}

const up = (fieldPath: string): IndexField => ({ fieldPath, order: 'ASCENDING' });
const down = (fieldPath: string): IndexField => ({ fieldPath, order: 'DESCENDING' });
const having = (fieldPath: string): IndexField => ({ fieldPath, arrayConfig: 'CONTAINS' });
const index = (...fields: IndexField[]) => ({ collection: 'things', fields });

const AUTOMATIC: [string, StructuredQuery][] = [
  ['everything', query('')],
  ['everything by name', query('', '__name__')],
  ['one equality', query('a EQUAL')],
  ['equalities, which are merged', query('a EQUAL, b EQUAL, c IN')],
  ['equalities by name', query('a EQUAL, b EQUAL', '__name__')],
  ['an equality and a range of names', query('a EQUAL, __name__ GREATER_THAN')],
  ['a range', query('a LESS_THAN, a GREATER_THAN')],
  ['a range that is sorted by', query('a LESS_THAN', 'a DESCENDING')],
  ['one order, and the name the same way', query('', 'a DESCENDING, __name__ DESCENDING')],
  ['an order by what is equal', query('a EQUAL', 'a')],
  ['a search in an array', query('a ARRAY_CONTAINS')],
  ['a whole group of collections', query('', '', true)],
];
const COMPOSITE: [string, StructuredQuery, IndexField[]][] = [
  ['an equality and an order', query('a EQUAL', 'b'), [up('a'), up('b')]],
  ['an equality and a way down', query('b EQUAL', 'a DESCENDING'), [up('b'), down('a')]],
  ['an equality and a range', query('b EQUAL, a LESS_THAN'), [up('b'), up('a')]],
  ['IN and an order', query('a IN', 'b'), [up('a'), up('b')]],
  ['an inequality', query('a NOT_EQUAL, b EQUAL'), [up('b'), up('a')]],
  ['two orders', query('', 'b, a DESCENDING'), [up('b'), down('a')]],
  ['ranges over two fields', query('b LESS_THAN, a LESS_THAN'), [up('a'), up('b')]],
  ['a range below an order', query('b LESS_THAN', 'a DESCENDING'), [down('a'), down('b')]],
  ['a name that turns', query('', 'a, __name__ DESCENDING'), [up('a'), down('__name__')]],
  ['names backwards', query('', '__name__ DESCENDING'), [down('__name__')]],
  ['an array and an equality', query('a ARRAY_CONTAINS, b EQUAL'), [having('a'), up('b')]],
  ['a field of a group', query('a EQUAL', '', true), [up('a')]],
];

describe('the index that a query needs', () => {
  test.each(AUTOMATIC)('is none for %s', (_, asked) => {
    expect(neededIndex(asked)).toBeNull();
    expect(isServed(asked, { indexes: [] })).toBe(true);
  });

  test.each(COMPOSITE)('is a composite index for %s, which serves it', (_, asked, fields) => {
    const needed = neededIndex(asked);
    expect(needed).toMatchObject(index(...fields));
    expect(isServed(asked, { indexes: [] })).toBe(false);
    expect(isServed(asked, { indexes: needed ? [needed] : [] })).toBe(true);
  });

  test('is a composite index when a field is exempt', () => {
    const asked = query('a EQUAL, b EQUAL');
    const exempt = [{ collection: 'things', field: 'a' }];
    expect(neededIndex(asked, exempt)).toMatchObject(index(up('a'), up('b')));
    expect(isServed(asked, { indexes: [], exempt })).toBe(false);
    expect(isServed(asked, { indexes: [index(up('b'), up('a'))], exempt })).toBe(true);
    expect(neededIndex(asked, [{ collection: 'others', field: 'a' }])).toBeNull();
  });

  test('is not determined for an OR', () => {
    const where = { compositeFilter: { op: 'OR', filters: [] } };
    expect(() => neededIndex({ ...query(''), where })).toThrow('no OR');
  });
});

describe('declared indexes', () => {
  const asked = query('a EQUAL, b EQUAL', 'c DESCENDING');

  test.each([
    ['with equalities in another order and direction', [index(down('b'), up('a'), down('c'))]],
    ['that name the name', [index(up('a'), up('b'), down('c'), down('__name__'))]],
    ['that are merged', [index(up('a'), down('c')), index(up('b'), down('c'))]],
  ])('serve %s', (_, indexes) => {
    expect(isServed(asked, { indexes })).toBe(true);
  });

  test.each([
    ['in the other direction', [index(up('a'), up('b'), up('c'))]],
    ['without one of the fields', [index(up('a'), down('c'))]],
    ['with a field too many', [index(up('a'), up('b'), up('d'), down('c'))]],
    ['with the fields in another place', [index(down('c'), up('a'), up('b'))]],
    ['with the name turned', [index(up('a'), up('b'), down('c'), up('__name__'))]],
    ['of another collection', [{ ...index(up('a'), up('b'), down('c')), collection: 'others' }]],
    ['of a group', [{ ...index(up('a'), up('b'), down('c')), scope: 'COLLECTION_GROUP' as const }]],
  ])('do not serve %s', (_, indexes) => {
    expect(isServed(asked, { indexes })).toBe(false);
  });
});

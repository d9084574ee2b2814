import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ALL_SHARDS } from '../../shared/tokens/index.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { type DeclaredIndexes, isServed } from '../support/cloud/needed-indexes.ts';
import type { RecordedQuery } from '../support/cloud/query-log.ts';
import { sampleAnswered, sampleConnection } from '../support/samples.ts';

const pair = z.tuple([z.string(), z.string()]);
const direction = z.enum(['ASCENDING', 'DESCENDING']);
const fileSchema = z.object({
  composite: z.array(
    z.object({ collection: z.string(), fields: z.array(z.tuple([z.string(), direction])) }),
  ),
  exempt: z.array(pair),
  ttl: z.array(pair),
});
/** What terraform makes: the emulator serves every query, production only these. */
const file = fileSchema.parse(
  JSON.parse(
    readFileSync(new URL('../../terraform/firestore-indexes.json', import.meta.url), 'utf8'),
  ),
);
const declared: DeclaredIndexes = {
  indexes: file.composite.map(({ collection, fields }) => ({
    collection,
    fields: fields.map(([fieldPath, order]) => ({ fieldPath, order })),
  })),
  exempt: file.exempt.map(([collection, field]) => ({ collection, field })),
};

const FOREVER = new Date('2030-01-01');
const GRANT = { refreshToken: 'marked-refresh-token', scopes: [] };
/** Firestore's limit for the values of one `in`. */
const MOST_VALUES = 30;

describeWithFirestore('the indexes that are declared', (firestore) => {
  let cloud: FaultyCloud;
  let queries: readonly RecordedQuery[] = [];

  /** Every query that the adapters can ask, each in all its forms. */
  async function askEverything({ state, another }: FaultyCloud): Promise<void> {
    const { store, sealed, keys } = state;
    await store.writeConnection(sampleConnection(), null);
    await store.writeConnection(sampleConnection({ id: 'b' }), null);
    await store.writeRequest(sampleAnswered(), null);
    const first = await store.listConnections({ after: null, limit: 1 });
    await store.listConnections({ after: first.next, limit: 1 });
    await store.findByAddress('support@example.com');
    await store.dueConnections({ before: FOREVER, limit: 9, shards: ALL_SHARDS });
    await store.dueConnections({ before: FOREVER, limit: 9, shards: [1] });
    await store.parkedRequests({ before: FOREVER, limit: 9 });
    const home = another({ grantVaults: ['sealed-firestore', 'secret-manager'] }).vault;
    await home.put('connection-1', GRANT);
    await home.versions('connection-1');
    const [others] = another({ grantVaults: ['secret-manager', 'sealed-firestore'] }).otherVaults;
    for await (const _ of others?.owners() ?? []);
    const { current } = await keys.load();
    for (const { countOthers, listOthers } of sealed) {
      for (const keyId of [current, 'another']) {
        await countOthers(keyId);
        for await (const _ of listOthers(keyId));
      }
    }
    await others?.forget('connection-1');
    await store.forgetRequests({ before: FOREVER, parkedBefore: FOREVER });
  }

  beforeAll(async () => {
    cloud = await openFaultyCloud(firestore);
    await askEverything(cloud);
    queries = cloud.proxy.queries();
  });
  afterAll(() => cloud.close());

  const servedBy = (indexes: DeclaredIndexes) =>
    queries.filter(({ query }) => isServed(query, indexes));

  test('serve every query of the adapters', () => {
    const collections = new Set(queries.map(({ query }) => query.from[0]?.collectionId));
    expect(collections).toEqual(new Set(['connections', 'authorizationRequests', 'grants']));
    expect(queries.length).toBeGreaterThan(15);
    const unserved = queries.filter(({ query }) => !isServed(query, declared));
    expect(unserved).toEqual([]);
  });

  test('are each needed by one: without it that query is caught', () => {
    for (const index of declared.indexes) {
      const without = { ...declared, indexes: declared.indexes.filter((each) => each !== index) };
      expect(servedBy(without).length).toBeLessThan(queries.length);
    }
  });

  test('leave out only fields that no query needs an index of', () => {
    for (const [collection, field] of file.exempt) {
      const all = {
        ...declared,
        exempt: (declared.exempt ?? []).filter((one) => one.field !== field),
      };
      expect({ collection, field, served: servedBy(all).length }).toEqual({
        collection,
        field,
        served: servedBy(declared).length,
      });
    }
  });

  test('end the life of requests by a field that they have', async () => {
    expect(file.ttl).toEqual([['authorizationRequests', 'deleteAt']]);
    await cloud.state.store.writeRequest(sampleAnswered('living'), null);
    const found = await cloud.database.doc('authorizationRequests/living').get();
    expect(found.get('deleteAt').toDate()).toEqual(new Date('2026-01-08T00:01:01Z'));
  });

  test('no query looks for more values at once than Firestore allows', () => {
    expect(ALL_SHARDS.length).toBeLessThanOrEqual(MOST_VALUES);
  });
});

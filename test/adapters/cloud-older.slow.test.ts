import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ALL_SHARDS, PROBE_DUE, REFRESH_DUE } from '../../shared/tokens/index.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { olderDocument } from '../support/older-connection.ts';

const FOREVER = new Date('2030-01-01');

describeWithFirestore('a connection from before health and probes were stored', (firestore) => {
  let cloud: FaultyCloud;

  beforeAll(async () => {
    cloud = await openFaultyCloud(firestore);
    await cloud.database.doc('connections/connection-1').set({
      document: olderDocument(),
      address: 'support@example.com',
      status: 'active',
      shard: 3,
      refreshDueAt: new Date('2026-01-01T00:50:00Z'),
      sealedWith: null,
      mark: 'older',
    });
  });
  afterAll(() => cloud.close());

  const store = () => cloud.state.store;
  const search = async () => ({
    all: await store().countConnections({ health: null, address: null }),
    beginning: await store().countConnections({ health: null, address: { prefix: 'sup' } }),
    well: await store().countConnections({ health: 'well', address: null }),
    domain: await store().countConnections({ health: null, address: { domain: 'example.com' } }),
    probes: await store().due(PROBE_DUE, { before: FOREVER, limit: 9, shards: ALL_SHARDS }),
  });

  test('is found by its address in any case, and not by another’s', async () => {
    expect((await store().findByAddress('Support@Example.com'))?.id).toBe('connection-1');
    expect(await store().findByAddress('sup.port@example.com')).toBeNull();
  });

  test('is read, listed and refreshed, and found by the other searches after its next write', async () => {
    const nothing = { well: 0, domain: 0, probes: [] };
    expect(await search()).toEqual({ all: 1, beginning: 1, ...nothing });
    const due = { before: FOREVER, limit: 9, shards: ALL_SHARDS };
    expect(await store().due(REFRESH_DUE, due)).toEqual(['connection-1']);

    const found = await store().readConnection('connection-1');
    if (!found) throw new Error('unreachable');
    expect(found.value.usedAt).toEqual(found.value.consentedAt);
    expect(found.value.probeDueAt).not.toBeNull();
    await store().writeConnection(found.value, found.revision);
    const everything = { well: 1, domain: 1, probes: ['connection-1'] };
    expect(await search()).toEqual({ all: 1, beginning: 1, ...everything });
  });
});

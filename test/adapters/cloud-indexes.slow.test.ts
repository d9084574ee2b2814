import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { RUN_RECORD } from '../../shared/jobs/run.ts';
import type { MailStore } from '../../shared/mail/ports.ts';
import {
  ALL_SHARDS,
  type AuditTrail,
  type ConnectionFilter,
  type EventFilter,
  MOST_TROUBLES,
  NOTIFICATION_DUE,
  PROBE_DUE,
  REFRESH_DUE,
  SECURITY_EVENT_RECORD,
} from '../../shared/tokens/index.ts';
import { sampleEntry, sampleIntake, sampleSend } from '../contract/mail.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { type DeclaredIndexes, isServed } from '../support/cloud/needed-indexes.ts';
import type { RecordedQuery } from '../support/cloud/query-log.ts';
import { sampleAnswered, sampleConnection, sampleEvent } from '../support/samples.ts';

const pair = z.tuple([z.string(), z.string()]);
const direction = z.enum(['ASCENDING', 'DESCENDING']);
const fileSchema = z.object({
  composite: z.array(
    z.object({ collection: z.string(), fields: z.array(z.tuple([z.string(), direction])) }),
  ),
  exempt: z.array(pair),
  ttl: z.array(pair),
});
/** The indexes of terraform/: the emulator serves every query, production only these. */
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
/** Every shape of a filter. */
const FILTERS: readonly ConnectionFilter[] = [null, 'well' as const]
  .flatMap((health) =>
    [null, { prefix: 's' }, { prefix: '' }, { domain: 'example.com' }].map((address) => ({
      health,
      address,
    })),
  )
  .concat(
    [null, { prefix: 's' }, { domain: 'example.com' }].map((address) => ({
      ...{ health: null, address },
      troubles: ['google_unavailable', 'domain_refused@example.com'],
    })),
  );
const SPAN = { from: new Date(0), until: FOREVER };
const EVENT_FILTERS = [
  {},
  { kinds: ['connected'] },
  { by: 'a@b.example' },
  { address: 'c@d.example' },
].flatMap((filter) => [
  filter,
  { ...filter, by: 'a@b.example' },
  { ...filter, ...SPAN },
]) as readonly EventFilter[];
/** Firestore's limit for the values of one `in`. */
const MOST_VALUES = 30;

/** The documents that expire, where their ids are not `living`. */
const LIVING: Readonly<Record<string, string>> = {
  records: 'security_event~living',
  mailEntries: 'connection-1~0000000000000001',
  sends: sampleSend(2).id,
};

/** Every query of the mail's adapter, each in all its forms. */
async function askMail(mail: MailStore): Promise<void> {
  await mail.writeIntake(sampleIntake(), null);
  await mail.addEntries([
    sampleEntry(2, { state: 'held' }),
    sampleEntry(3, { state: 'held' }),
    sampleEntry(4, { connectionId: 'connection-2' }),
  ]);
  await mail.writeSend(sampleSend(1), null);
  await mail.dueSends({ before: FOREVER, limit: 9 });
  await mail.dueSends({ before: FOREVER, limit: 9, shards: [1] });
  await mail.forgetSends(FOREVER);
  await mail.findIntake('support@example.com');
  await mail.listIntakes();
  await mail.dueIntakes({ before: FOREVER, limit: 9 });
  await mail.dueIntakes({ before: FOREVER, limit: 9, shards: [1] });
  await mail.dueIntakes({ after: FOREVER, limit: 9 });
  await mail.listOpenEntries('connection-1', 9);
  for (const connectionId of ['connection-1', null]) {
    await mail.countHeld(connectionId);
    const span = {
      from: new Date('2026-11-27T00:00:00Z'),
      until: new Date('2026-11-28T00:00:00Z'),
    };
    await mail.countArrived({ connectionId, ...span });
    const states = connectionId === null ? (['held'] as const) : ([null, 'held'] as const);
    for (const state of states) {
      const listing = { connectionId, state, limit: 1 };
      const { next } = await mail.listEntries({ ...listing, after: null });
      await mail.listEntries({ ...listing, after: next });
    }
  }
  await mail.forgetEntries(FOREVER);
}

/** Every form of the history, in both directions. */
async function askHistory(store: AuditTrail): Promise<void> {
  const place = '1-event-1';
  for (const connectionId of [null, 'connection-1']) {
    for (const filter of EVENT_FILTERS) {
      await store.pageEvents({ connectionId, limit: 9, after: place, filter });
      await store.pageEvents({ connectionId, limit: 9, after: null, before: place, filter });
    }
  }
}

describeWithFirestore('the declared indexes', (firestore) => {
  let cloud: FaultyCloud;
  let queries: readonly RecordedQuery[] = [];

  /** Every query of the adapters, each in all its forms. */
  async function askEverything({ state, another }: FaultyCloud): Promise<void> {
    const { store, sealed, keys } = state;
    await store.writeConnection(sampleConnection(), null, sampleEvent());
    await store.writeConnection(sampleConnection({ id: 'b' }), null);
    await store.writeRequest(sampleAnswered(), null);
    for (const filter of FILTERS) {
      const first = await store.listConnections({ after: null, limit: 1, filter });
      await store.listConnections({ after: first.next, limit: 1, filter });
      await store.listConnections({
        after: null,
        before: 'support@example.com\nb',
        limit: 1,
        filter,
      });
      await store.countConnections(filter);
    }
    await store.listTroubles(9);
    await store.findByAddress('support@example.com');
    await store.findByAddress('nobody@gmail.com');
    await store.findByGrantDigest('token', 'digest');
    await store.findByGrantDigest('prefix', 'digest');
    await store.due(REFRESH_DUE, { before: FOREVER, limit: 9, shards: ALL_SHARDS });
    await store.due(REFRESH_DUE, { before: FOREVER, limit: 9, shards: [1] });
    await store.due(PROBE_DUE, { before: FOREVER, limit: 9, shards: ALL_SHARDS });
    await store.due(PROBE_DUE, { before: FOREVER, limit: 9, shards: [1] });
    const ahead = { after: FOREVER, limit: 9 };
    await Promise.all(
      [REFRESH_DUE, PROBE_DUE, NOTIFICATION_DUE].map((index) => store.due(index, ahead)),
    );
    await store.parkedRequests({ before: FOREVER, limit: 9 });
    await store.parkedRequests({ after: FOREVER, limit: 9 });
    await store.listEvents({ connectionId: null, limit: 9 });
    await store.listEvents({ connectionId: 'connection-1', limit: 9 });
    const after = '1-event-1';
    await store.pageEvents({ connectionId: null, limit: 9, after });
    await store.pageEvents({ connectionId: 'connection-1', limit: 9, after });
    await askHistory(store);
    await store.due(NOTIFICATION_DUE, { before: FOREVER, limit: 9 });
    await store.listRecords(RUN_RECORD);
    const home = another({ grantVaults: ['sealed-firestore', 'secret-manager'] }).vault;
    await home.put('connection-1', GRANT);
    await home.versions('connection-1');
    const [others] = another({ grantVaults: ['secret-manager', 'sealed-firestore'] }).otherVaults;
    for await (const _ of others?.owners() ?? []);
    await askMail(state.mail);
    const { current } = await keys.load();
    for (const { countOthers, listOthers } of sealed) {
      for (const keyId of [current, 'another']) {
        await countOthers(keyId);
        for await (const _ of listOthers(keyId));
      }
    }
    await others?.forget('connection-1');
    await store.forgetRequests({ before: FOREVER, parkedBefore: FOREVER });
    await store.forgetExpired(FOREVER);
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
    expect(collections).toEqual(
      new Set([
        'connections',
        'authorizationRequests',
        'grants',
        'events',
        'records',
        'intakes',
        'mailEntries',
        'sends',
      ]),
    );
    expect(queries.length).toBeGreaterThan(45);
    const unserved = queries.filter(({ query }) => !isServed(query, declared));
    expect(unserved).toEqual([]);
  });

  test('are each needed by a query, which this test would find unserved without it', () => {
    for (const index of declared.indexes) {
      const without = { ...declared, indexes: declared.indexes.filter((each) => each !== index) };
      expect(servedBy(without).length).toBeLessThan(queries.length);
    }
  });

  test('exempt only fields that no query needs an index for', () => {
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

  test('expire requests, events, records, ledger entries and sends by a field that they have', async () => {
    const { store } = cloud.state;
    await store.writeRequest(sampleAnswered('living'), null);
    const expiresAt = new Date('2026-01-09T00:00:00Z');
    const record = { kind: SECURITY_EVENT_RECORD, id: 'living', expiresAt } as const;
    const value = { receivedAt: new Date('2026-01-02T00:00:00Z') };
    await store.writeRecord({ ...record, value }, null, sampleEvent({ id: 'living' }));
    await cloud.state.mail.addEntries([sampleEntry(1, { state: 'skipped', skipped: 'spam' })]);
    await cloud.state.mail.writeSend(sampleSend(2, { dueAt: null }), null);
    const ends = file.ttl.map(async ([collection, field]) => {
      const id = LIVING[collection] ?? 'living';
      const found = await cloud.database.doc(`${collection}/${id}`).get();
      return [collection, found.get(field).toDate().toISOString()];
    });
    expect(Object.fromEntries(await Promise.all(ends))).toEqual({
      authorizationRequests: '2026-01-08T00:01:01.000Z',
      events: '2027-02-05T00:30:00.000Z',
      records: '2026-01-09T00:00:00.000Z',
      mailEntries: '2026-03-02T00:04:00.000Z',
      sends: '2026-03-02T00:04:00.000Z',
    });
  });

  test('are queried for no more values at once than Firestore allows', () => {
    expect(ALL_SHARDS.length).toBeLessThanOrEqual(MOST_VALUES);
    expect(MOST_TROUBLES).toBeLessThanOrEqual(MOST_VALUES);
  });
});

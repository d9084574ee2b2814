import { Firestore } from '@google-cloud/firestore';
import { status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { describeWithFirestore } from './describe-with-firestore.ts';
import { type FirestoreProxy, startFirestoreProxy } from './firestore-proxy.ts';
import { neededIndex } from './needed-indexes.ts';

describeWithFirestore('a proxy in front of the Firestore emulator', (firestore) => {
  let host: string;
  let proxy: FirestoreProxy;
  let db: Firestore;
  let direct: Firestore;

  const open = (at: string) =>
    new Firestore({ projectId: firestore.projectId, host: at, ssl: false });
  beforeAll(async () => {
    const emulator = await firestore.start();
    host = emulator.host;
    direct = open(host);
  });
  beforeEach(async () => {
    proxy = await startFirestoreProxy(host);
    db = open(proxy.host);
  });
  afterEach(async () => {
    await db.terminate();
    await proxy.stop();
  });
  afterAll(() => direct?.terminate());

  const exists = async (path: string) => (await direct.doc(path).get()).exists;

  test('passes documents, queries, counts and transactions', async () => {
    const things = db.collection('passed');
    await things.doc('one').create({ a: 1, b: 'x' });
    await db.batch().set(things.doc('two'), { a: 2 }).commit();
    await db.runTransaction(async (transaction) => {
      const { a } = (await transaction.get(things.doc('two'))).data() ?? {};
      transaction.update(things.doc('two'), { a: a + 1 });
    });
    const { docs } = await things.orderBy('a', 'desc').get();
    expect(docs.map((document) => document.get('a'))).toEqual([3, 1]);
    expect((await things.where('a', '>', 1).count().get()).data().count).toBe(1);
    const writer = db.bulkWriter();
    void writer.delete(things.doc('one'));
    await writer.close();
    expect(await exists('passed/one')).toBe(false);
    expect(proxy.calls()).toMatchObject({ RunQuery: 1, RunAggregationQuery: 1, BatchWrite: 1 });
  });

  test('passes errors unchanged', async () => {
    await db.doc('refused/one').create({});
    await expect(db.doc('refused/one').create({})).rejects.toMatchObject({
      code: status.ALREADY_EXISTS,
    });
  });

  test('fails a call before it takes effect', async () => {
    proxy.fault({ method: 'Commit', code: status.PERMISSION_DENIED });
    await expect(db.doc('before/one').set({})).rejects.toMatchObject({
      code: status.PERMISSION_DENIED,
    });
    expect(await exists('before/one')).toBe(false);
    await db.doc('before/one').set({});
    expect(await exists('before/one')).toBe(true);
  });

  test('loses the answer after the change was made', async () => {
    proxy.fault({ method: 'Commit', code: status.DEADLINE_EXCEEDED, when: 'after' });
    await expect(db.doc('after/one').create({})).rejects.toMatchObject({
      code: status.DEADLINE_EXCEEDED,
    });
    expect(await exists('after/one')).toBe(true);
  });

  test('fails streaming reads', async () => {
    for (const method of ['RunQuery', 'BatchGetDocuments']) {
      proxy.fault({ method, code: status.PERMISSION_DENIED, when: 'after' });
    }
    const refused = { code: status.PERMISSION_DENIED };
    await expect(db.collection('read').get()).rejects.toMatchObject(refused);
    await expect(db.doc('read/one').get()).rejects.toMatchObject(refused);
  });

  test('fails reads before they stream, which the client retries for every code', async () => {
    proxy.fault({ method: 'RunQuery', code: status.PERMISSION_DENIED });
    expect((await db.collection('read').get()).empty).toBe(true);
    expect(proxy.calls()['RunQuery']).toBe(2);
  });

  test('delays calls', async () => {
    await db.doc('slow/one').get();
    proxy.latency(100);
    const begun = Date.now();
    await db.doc('slow/one').get();
    expect(Date.now() - begun).toBeGreaterThanOrEqual(99);
  });

  test('records queries, so that their index can be determined', async () => {
    const things = db.collection('things');
    await things.where('a', '==', 1).where('b', '<', 2).orderBy('b', 'desc').limit(3).get();
    await things.where('a', 'in', [1, 2]).count().get();
    const [first, second] = proxy.queries();
    expect(first && neededIndex(first.query)).toEqual({
      collection: 'things',
      scope: 'COLLECTION',
      fields: [
        { fieldPath: 'a', order: 'ASCENDING' },
        { fieldPath: 'b', order: 'DESCENDING' },
      ],
    });
    expect(second?.method).toBe('RunAggregationQuery');
    expect(second && neededIndex(second.query)).toBeNull();
  });
});

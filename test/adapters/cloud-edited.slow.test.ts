import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Connection, REFRESH_DUE, SECURITY_EVENT_RECORD } from '../../shared/tokens/index.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { endOf, type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { sampleAnswered, sampleConnection, sampleEvent } from '../support/samples.ts';

const GRANT = { refreshToken: 'marked-refresh-token', scopes: ['openid'] };
const FIRST = { after: null, limit: 9 };
const FOREVER = new Date('2030-01-01');

describeWithFirestore('documents that were edited by hand', (firestore) => {
  let cloud: FaultyCloud;

  beforeAll(async () => {
    cloud = await openFaultyCloud(firestore, { grantVaults: ['sealed-firestore'] });
  });
  beforeEach(async () => {
    await cloud.reset();
    for (const id of ['a', 'b', 'c']) {
      const mailbox = { ...sampleConnection().mailbox, address: `${id}@example.com` };
      await cloud.state.store.writeConnection(sampleConnection({ id, mailbox }), null);
    }
  });
  afterAll(() => cloud?.close());

  const store = () => cloud.state.store;
  const at = (id: string) => cloud.database.doc(`connections/${id}`);
  const documentOf = async (id: string): Promise<Connection> =>
    JSON.parse((await at(id).get()).get('document'));
  const edit = async (id: string, change: object) =>
    at(id).update({ document: JSON.stringify({ ...(await documentOf(id)), ...change }) });
  const listed = async () => {
    const { items, unreadable } = await store().listConnections(FIRST);
    return { ids: items.map(({ id }) => id), unreadable };
  };

  const damages: [string, (id: string) => Promise<unknown>][] = [
    ['truncated JSON', (id) => at(id).update({ document: '{"id":"b"' })],
    ['no document', async (id) => at(id).set({ ...(await at(id).get()).data(), document: null })],
    ['a document that is not text', (id) => at(id).update({ document: { id: 'b' } })],
    ['a missing field', (id) => edit(id, { generation: undefined })],
    ['a field of another type', (id) => edit(id, { scopes: 'openid' })],
    ['an unknown status', (id) => edit(id, { status: 'fine' })],
    ['the grant of another connection', (id) => edit(id, { grantVersion: 'grants/xxx~1' })],
    ['an invalid date', (id) => edit(id, { consentedAt: 'yesterday' })],
  ];
  test.each(damages)(
    '%s: the record is refused, and counted in lists without hiding others',
    async (_, damage) => {
      await damage('b');
      expect(await endOf(store().readConnection('b'))).toMatchObject({ code: 'record_unreadable' });
      expect(await endOf(store().findByAddress('b@example.com'))).toMatchObject({
        code: 'record_unreadable',
      });
      expect(await listed()).toEqual({ ids: ['a', 'c'], unreadable: 1 });
    },
  );

  test('a list continues after a damaged record at the end of a page', async () => {
    await at('b').update({ document: '' });
    const { next, ...page } = await store().listConnections({ after: null, limit: 2 });
    expect(page).toMatchObject({ unreadable: 1, items: [{ id: 'a' }] });
    expect(await store().listConnections({ after: next, limit: 2 })).toMatchObject({
      items: [{ id: 'c' }],
      next: null,
      unreadable: 0,
    });
  });

  test('a record whose address is not text is listed, and found by its id', async () => {
    await at('b').update({ address: 7, mailboxKey: 7 });
    expect((await listed()).ids.toSorted()).toEqual(['a', 'b', 'c']);
    expect(await store().findByAddress('b@example.com')).toBeNull();
    const page = await store().listConnections({ after: null, limit: 1 });
    expect(await store().listConnections({ after: page.next, limit: 9 })).toMatchObject({
      next: null,
    });
  });

  test('a record with an invalid due time or shard is not due; its document says when it is', async () => {
    await at('b').update({ refreshDueAt: 'soon' });
    await at('c').update({ shard: 'mine' });
    const shards = Array.from({ length: 16 }, (_, shard) => shard);
    expect(await store().due(REFRESH_DUE, { before: FOREVER, limit: 9, shards })).toEqual(['a']);
    for (const id of ['b', 'c']) {
      const found = await store().readConnection(id);
      await store().writeConnection(found?.value ?? sampleConnection(), found?.revision ?? null);
    }
    const due = await store().due(REFRESH_DUE, { before: FOREVER, limit: 9, shards });
    expect(due.toSorted()).toEqual(['a', 'b', 'c']);
  });

  test('an event and a record that cannot be read hide no others', async () => {
    const value = { receivedAt: new Date('2026-01-01T00:10:00Z') };
    for (const id of ['d', 'e']) {
      const record = { kind: SECURITY_EVENT_RECORD, id, value, expiresAt: null } as const;
      await store().writeRecord(record, null, sampleEvent({ id }));
    }
    await cloud.database.doc('events/d').update({ document: '{}' });
    await cloud.database.doc('records/security_event~d').update({ document: '{}' });
    const events = await store().listEvents({ connectionId: null, limit: 9 });
    expect(events.map(({ id }) => id)).toEqual(['e']);
    expect(await store().listRecords(SECURITY_EVENT_RECORD)).toEqual([value]);
    const unreadable = { code: 'record_unreadable' };
    expect(await endOf(store().readEvent('d'))).toMatchObject(unreadable);
    expect(await endOf(store().readRecord(SECURITY_EVENT_RECORD, 'd'))).toMatchObject(unreadable);
  });

  test('the document counts when its fields disagree with it', async () => {
    await at('b').update({ status: 'disconnected', address: 'somebody@example.com' });
    expect(await listed()).toEqual({ ids: ['a', 'c'], unreadable: 0 });
    expect((await store().readConnection('b'))?.value).toMatchObject({
      status: 'active',
      mailbox: { address: 'b@example.com' },
    });
  });

  test('a record under another id is not accepted as that record', async () => {
    await at('b').set((await at('a').get()).data() ?? {});
    expect(await endOf(store().readConnection('b'))).toMatchObject({ code: 'record_unreadable' });
  });

  test('a deleted document is gone, and can be created again', async () => {
    const { revision } = (await store().readConnection('b')) ?? {};
    await at('b').delete();
    expect(await store().readConnection('b')).toBeNull();
    expect(await listed()).toEqual({ ids: ['a', 'c'], unreadable: 0 });
    expect(
      await store().writeConnection(sampleConnection({ id: 'b' }), revision ?? null),
    ).toBeNull();
    expect(await store().writeConnection(sampleConnection({ id: 'b' }), null)).not.toBeNull();
  });

  test('an access token from another document does not open, and counts as missing', async () => {
    const { accessToken } = await documentOf('a');
    await edit('b', { accessToken });
    expect((await store().readConnection('b'))?.value.accessToken).toBeNull();
    expect((await store().readConnection('a'))?.value.accessToken).not.toBeNull();
    expect((await listed()).unreadable).toBe(0);
  });

  describe('documents that are sealed as a whole', () => {
    test('refuse a request that was moved or changed', async () => {
      await store().writeRequest(sampleAnswered('first'), null);
      const first = cloud.database.doc('authorizationRequests/first');
      await cloud.database
        .doc('authorizationRequests/second')
        .set((await first.get()).data() ?? {});
      expect(await endOf(store().readRequest('second'))).toMatchObject({
        code: 'record_unreadable',
      });
      await first.update({ document: '{}' });
      expect(await endOf(store().readRequest('first'))).toMatchObject({
        code: 'record_unreadable',
      });
    });

    test.each([null, 'yesterday', 7])(
      'list a grant with the date %j by the time when it was stored',
      async (at) => {
        const { vault } = cloud.state;
        const version = await vault.put('a', GRANT);
        await cloud.database.doc(version).update({ createdAt: at });
        const [found] = await vault.versions('a');
        expect(found?.name).toBe(version);
        expect(Math.abs(Date.now() - Number(found?.createdAt))).toBeLessThan(60_000);
      },
    );

    test('refuse a grant that was moved to another version, without calling it lost', async () => {
      const { vault } = cloud.state;
      const [one, other] = [await vault.put('a', GRANT), await vault.put('b', GRANT)];
      const fields = (await cloud.database.doc(one).get()).data() ?? {};
      await cloud.database.doc(other).set(fields);
      const end = await endOf(vault.get(other));
      expect(end).toMatchObject({ code: 'record_unreadable' });
      expect(end.shown).not.toContain('marked');
      expect(await vault.get(one)).toEqual(GRANT);
      await cloud.database.doc(one).delete();
      expect(await vault.get(one)).toBeNull();
    });
  });
});

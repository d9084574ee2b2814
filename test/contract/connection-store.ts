import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  ALL_SHARDS,
  type Connection,
  type Store,
  shardOf,
  shardsOf,
} from '../../shared/tokens/index.ts';
import { sampleAnswered, sampleConnection, sampleLinked } from '../support/samples.ts';

/** One adapter under test: a fresh, empty store, and the same one opened again by somebody else. */
export type OpenedStore = {
  readonly store: Store;
  /** Closes this one and opens what it left behind. */
  reopen(): Promise<Store>;
  /** A second handle on the same state, as another instance has it. */
  another(): Promise<Store>;
  close(): Promise<void>;
};

/** What every ConnectionStore must do, whatever is below it. */
export function connectionStoreContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`ConnectionStore contract: ${name}`, () => {
    let opened: OpenedStore;
    let store: Store;

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    const put = async (...connections: Connection[]): Promise<void> => {
      for (const connection of connections) await store.writeConnection(connection, null);
    };
    const at = (time: string): Date => new Date(`2026-01-01T${time}Z`);

    describe('connections', () => {
      test('a missing read is null', async () => {
        expect(await store.readConnection('nobody')).toBeNull();
        expect(await store.findByAddress('nobody@example.com')).toBeNull();
      });

      test('every field comes back as it was written', async () => {
        const full = sampleConnection({
          lease: { owner: 'worker', expiresAt: at('00:01:00') },
          refreshedAt: at('00:00:30'),
          disconnectedAt: at('00:00:40'),
          failure: {
            code: 'grant_refused',
            google: {
              endpoint: 'token',
              status: 400,
              error: 'invalid_grant',
              subtype: 'invalid_rapt',
              description: 'reauth',
            },
            since: at('00:00:50'),
            attempts: 3,
            wholeDomain: true,
          },
          probe: {
            at: at('00:00:10'),
            latencyMs: 42,
            labels: ['INBOX', '問い合わせ'],
            labelCount: 2,
            failure: { code: 'google_unavailable', google: null },
          },
          probeHistory: [
            { at: at('00:00:05'), latencyMs: 41, code: null },
            { at: at('00:00:10'), latencyMs: 42, code: 'google_unavailable' },
          ],
        });
        await put(full);
        expect((await store.readConnection(full.id))?.value).toEqual(full);
      });

      test('values survive a reopen', async () => {
        await put(sampleConnection());
        store = await opened.reopen();
        expect((await store.readConnection('connection-1'))?.value).toEqual(sampleConnection());
      });

      test('a new record is refused where one exists', async () => {
        await put(sampleConnection());
        expect(await store.writeConnection(sampleConnection(), null)).toBeNull();
      });

      test('a stale revision is refused and changes nothing', async () => {
        const first = await store.writeConnection(sampleConnection(), null);
        await store.writeConnection(sampleConnection({ generation: 2 }), first);
        const late = await store.writeConnection(sampleConnection({ generation: 9 }), first);
        expect(late).toBeNull();
        expect((await store.readConnection('connection-1'))?.value.generation).toBe(2);
      });

      test('a revision of a record that never was is refused', async () => {
        expect(await store.writeConnection(sampleConnection(), '7')).toBeNull();
      });

      test('of many writers that read the same revision, one wins', async () => {
        await put(sampleConnection());
        const other = await opened.another();
        const read = await store.readConnection('connection-1');
        const lease = (owner: string) => ({ owner, expiresAt: at('00:01:00') });
        const wins = await Promise.all(
          Array.from({ length: 20 }, (_, i) =>
            (i % 2 ? store : other).writeConnection(
              sampleConnection({ lease: lease(`worker-${i}`) }),
              read?.revision ?? null,
            ),
          ),
        );
        expect(wins.filter((revision) => revision !== null)).toHaveLength(1);
      });

      test('what one instance wrote, another reads', async () => {
        const other = await opened.another();
        await put(sampleConnection());
        expect((await other.readConnection('connection-1'))?.value).toEqual(sampleConnection());
      });

      test('the list is by address, in pages, without the disconnected', async () => {
        const mailbox = (address: string) => ({ ...sampleConnection().mailbox, address });
        await put(
          sampleConnection({ id: 'c', mailbox: mailbox('carol@example.com') }),
          sampleConnection({ id: 'a', mailbox: mailbox('Alice@example.com') }),
          sampleConnection({ id: 'b', mailbox: mailbox('bob@example.com') }),
          sampleConnection({
            id: 'd',
            mailbox: mailbox('dead@example.com'),
            status: 'disconnected',
          }),
        );
        const first = await store.listConnections({ after: null, limit: 2 });
        expect(first.items.map(({ id }) => id)).toEqual(['a', 'b']);
        const second = await store.listConnections({ after: first.next, limit: 2 });
        expect(second.items.map(({ id }) => id)).toEqual(['c']);
        expect(second.next).toBeNull();
      });

      test('the list goes on where a page ends exactly', async () => {
        await put(sampleConnection());
        const page = await store.listConnections({ after: null, limit: 1 });
        expect(page).toMatchObject({ next: null, unreadable: 0 });
      });

      test.each(['', 'x', '\n', 'a\n', 'a\nb\nc', 'a\nb/c', 'a\n..', 'a\n__x__', '\ud800\na'])(
        'a cursor that is none (%j) is no error: anybody can write an address',
        async (after) => {
          await put(sampleConnection());
          const { next, unreadable } = await store.listConnections({ after, limit: 9 });
          expect({ next, unreadable }).toEqual({ next: null, unreadable: 0 });
        },
      );

      test('an address is found whatever its case, unless disconnected', async () => {
        await put(sampleConnection());
        expect((await store.findByAddress('SUPPORT@Example.com'))?.id).toBe('connection-1');
        const read = await store.readConnection('connection-1');
        const gone = sampleConnection({ status: 'disconnected' });
        await store.writeConnection(gone, read?.revision ?? null);
        expect(await store.findByAddress('support@example.com')).toBeNull();
      });

      test('what is due comes longest overdue first, and nothing else does', async () => {
        await put(
          sampleConnection({ id: 'late', refreshDueAt: at('00:20:00') }),
          sampleConnection({ id: 'later', refreshDueAt: at('00:10:00') }),
          sampleConnection({ id: 'soon', refreshDueAt: at('00:40:00') }),
          sampleConnection({ id: 'never', refreshDueAt: null }),
        );
        const due = { before: at('00:30:00'), shards: ALL_SHARDS };
        expect(await store.dueConnections({ ...due, limit: 9 })).toEqual(['later', 'late']);
        expect(await store.dueConnections({ ...due, limit: 1 })).toEqual(['later']);
      });
    });

    test('what is due is found in its own shard, and in no other', async () => {
      const ids = Array.from({ length: 40 }, (_, nth) => `connection-${nth}`);
      await put(...ids.map((id) => sampleConnection({ id, refreshDueAt: at('00:10:00') })));
      const dueIn = (shards: readonly number[]) =>
        store.dueConnections({ before: at('00:30:00'), limit: 99, shards });
      const halves = [0, 1].map((shard) => shardsOf({ shard, shards: 2 }));
      const [even = [], odd = []] = await Promise.all(halves.map(dueIn));
      expect([...even, ...odd].toSorted()).toEqual(ids.toSorted());
      for (const id of even) expect(halves[0]).toContain(shardOf(id));
      expect(await dueIn([])).toEqual([]);
    });

    test.each(['', '.', '..', 'a/b', '__x__', 'x'.repeat(2000), 'ä'])(
      '%p is nobody’s id',
      async (id) => {
        expect(await store.readConnection(id)).toBeNull();
        expect(await store.readRequest(id)).toBeNull();
      },
    );

    describe('authorization requests', () => {
      test('a missing read is null', async () => {
        expect(await store.readRequest('nobody')).toBeNull();
      });

      test('every stage comes back as it was written, after a reopen', async () => {
        const answered = sampleAnswered('answered');
        const { id: _, ...rest } = sampleLinked();
        const settled = {
          ...rest,
          id: 'settled',
          stage: 'settled' as const,
        };
        for (const request of [sampleLinked('linked'), answered, settled]) {
          await store.writeRequest(request, null);
        }
        store = await opened.reopen();
        expect((await store.readRequest('linked'))?.value).toEqual(sampleLinked('linked'));
        expect((await store.readRequest('answered'))?.value).toEqual(answered);
        expect((await store.readRequest('settled'))?.value).toEqual(settled);
      });

      test('a request is consumed once by one of many', async () => {
        const revision = await store.writeRequest(sampleLinked(), null);
        const other = await opened.another();
        const wins = await Promise.all(
          Array.from({ length: 20 }, (_, i) =>
            (i % 2 ? store : other).writeRequest(sampleAnswered(), revision),
          ),
        );
        expect(wins.filter((won) => won !== null)).toHaveLength(1);
      });

      test('parked answers are found until they are settled', async () => {
        const revision = await store.writeRequest(sampleAnswered(), null);
        await store.writeRequest(sampleLinked('linked'), null);
        expect(await store.parkedRequests({ before: at('00:01:00'), limit: 9 })).toEqual([]);
        expect(await store.parkedRequests({ before: at('00:02:00'), limit: 9 })).toEqual([
          'request-1',
        ]);
        await store.writeRequest(sampleLinked(), revision);
        expect(await store.parkedRequests({ before: at('00:02:00'), limit: 9 })).toEqual([]);
      });

      test('expired requests are forgotten, parked answers only when they are old', async () => {
        await store.writeRequest(sampleAnswered('parked'), null);
        await store.writeRequest(sampleLinked('linked'), null);
        const parkedBefore = at('00:01:00');
        expect(await store.forgetRequests({ before: at('00:09:00'), parkedBefore })).toBe(0);
        expect(await store.forgetRequests({ before: at('00:11:00'), parkedBefore })).toBe(1);
        expect(await store.readRequest('linked')).toBeNull();
        expect(await store.readRequest('parked')).not.toBeNull();
        const later = { before: at('00:00:00'), parkedBefore: at('00:02:00') };
        expect(await store.forgetRequests(later)).toBe(1);
      });
    });
  });
}

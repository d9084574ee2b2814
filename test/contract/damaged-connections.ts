import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from '../../shared/tokens/index.ts';
import { sampleConnection } from '../support/samples.ts';
import type { OpenedStore } from './subject.ts';

const STORED = sampleConnection({ generation: 7, grantsMinted: 3 });

/** The document of a connection as both stores keep it, with what a writer put into it. */
const documentWith = (change: object): string => {
  const { grant: _, probeHistory: __, accessToken: ___, ...rest } = STORED;
  const own = { method: 'consent', grantVersion: 'connection-1.version-1', accessToken: null };
  return JSON.stringify({ ...rest, ...own, ...change });
};

const DAMAGES: readonly [string, string][] = [
  ['an empty document', ''],
  ['truncated JSON', '{"id":"connection-1"'],
  ['JSON that is no object', 'null'],
  ['a copy of another connection', documentWith({ id: 'other' })],
  ['a due time after the year 9999', documentWith({ refreshDueAt: '+033658-09-27T01:46:40.000Z' })],
  ['an invalid date', documentWith({ consentedAt: null })],
  ['an unknown status', documentWith({ status: 'fine' })],
  [
    'an end of its grant that is no date',
    documentWith({ grantEnd: { at: 'soon', isAnnounced: false } }),
  ],
  ['a check of IMAP without its time', documentWith({ imap: { enabled: true } })],
  ['a generation that is no whole number', documentWith({ generation: 1.5 })],
  ['a generation beyond counting', documentWith({ generation: 2 ** 53 - 1, scopes: 'openid' })],
  ['the grant of another connection', documentWith({ grantVersion: 'other.version-1' })],
];

/** A store whose documents can be replaced, as a person with an editor does. */
export type DamageableStore = OpenedStore & {
  damage(id: string, document: string): Promise<void>;
};

/** Connections whose documents cannot be read: what is left of them, and how they are replaced. */
export function damagedConnectionsContract(
  name: string,
  open: () => Promise<DamageableStore>,
): void {
  describe(`Damaged connections: ${name}`, () => {
    let subject: DamageableStore;

    beforeEach(async () => {
      subject = await open();
    });
    afterEach(() => subject.close());

    const put = async (...connections: Connection[]) => {
      for (const connection of connections) await subject.store.writeConnection(connection, null);
    };
    const salvage = async (): Promise<{ value: Connection; revision: string }> => {
      const found = await subject.store.salvageConnection('connection-1');
      if (!found) throw new Error('nothing is left');
      return found;
    };

    test.each(DAMAGES)('replaces %s', async (_, document) => {
      await put(STORED);
      await subject.damage('connection-1', document);
      const unreadable = { code: 'record_unreadable' };
      await expect(subject.store.readConnection('connection-1')).rejects.toMatchObject(unreadable);
      const { value, revision } = await salvage();
      expect(value).toMatchObject({ id: 'connection-1', status: 'needs_reconnect', lease: null });
      expect(value.mailbox.address).toBe('support@example.com');
      expect(value.failure).toMatchObject(unreadable);
      const after = { ...STORED, generation: value.generation + 1 };
      expect(await subject.store.writeConnection(after, revision)).not.toBeNull();
      expect((await subject.store.readConnection('connection-1'))?.value).toEqual(after);
    });

    test('lists the id and the address of a damaged connection', async () => {
      await put(STORED, sampleConnection({ id: 'other' }));
      await subject.damage('connection-1', '{');
      const page = await subject.store.listConnections({ after: null, limit: 9 });
      expect(page.items.map(({ id }) => id)).toEqual(['other']);
      expect(page.damaged).toEqual([{ id: 'connection-1', address: 'support@example.com' }]);
    });

    test('keeps every field that can be read, and grants nothing', async () => {
      await put(STORED);
      await subject.damage('connection-1', documentWith({ probeDueAt: 'soon' }));
      const { value } = await salvage();
      const { mailbox, scopes, consentedAt, grantsMinted } = STORED;
      expect(value).toMatchObject({ mailbox, scopes, consentedAt, grantsMinted });
      expect(value.authorizationRequestId).toBe('');
      expect(value.grant).toMatchObject({ kind: 'consent', version: 'connection-1.version-1' });
      expect(value).toMatchObject({ accessToken: null, refreshDueAt: null, probeDueAt: null });
    });

    test('names no grant of another connection', async () => {
      await put(STORED);
      await subject.damage('connection-1', documentWith({ grantVersion: 'other.version-1' }));
      expect((await salvage()).value.grant).toEqual({ kind: 'none' });
    });

    test('gives a generation that no writer of before holds', async () => {
      let { revision } = (await putAndRead()) ?? {};
      for (let generation = 8; generation < 11; generation++) {
        const next = await subject.store.writeConnection(
          { ...STORED, generation },
          revision ?? null,
        );
        revision = next ?? undefined;
      }
      await subject.damage('connection-1', documentWith({ generation: 10, status: 'fine' }));
      expect((await salvage()).value.generation).toBeGreaterThanOrEqual(10);
    });

    test('refuses a writer that read the connection before another replaced it', async () => {
      await put(STORED);
      await subject.damage('connection-1', '{');
      const { value, revision } = await salvage();
      const after = { ...STORED, generation: value.generation + 1 };
      expect(await subject.store.writeConnection(after, revision)).not.toBeNull();
      expect(await subject.store.writeConnection(STORED, revision)).toBeNull();
    });

    test('keeps a disconnect', async () => {
      await put(STORED);
      const ended = { status: 'disconnected', disconnectedAt: '2026-01-01T00:30:00.000Z' };
      await subject.damage('connection-1', documentWith({ ...ended, scopes: null }));
      const { value } = await salvage();
      expect(value).toMatchObject({ status: 'disconnected', failure: null });
      expect(value.disconnectedAt).toEqual(new Date('2026-01-01T00:30:00Z'));
    });

    test('finds nothing under an unknown id', async () => {
      expect(await subject.store.salvageConnection('nobody')).toBeNull();
    });

    const putAndRead = async () => {
      await put(STORED);
      return subject.store.readConnection('connection-1');
    };
  });
}

import { describe, expect, test } from '@jest/globals';
import type { Store } from '../../shared/tokens/index.ts';
import { sampleConnection, sampleGrant } from '../support/samples.ts';
import { ADDRESS_FILTERS, HEALTHS, MAILBOXES, matchingIds } from './edge-case-mailboxes.ts';
import { put, type Subject } from './subject.ts';

/** Lists, counts, and the searches by address and by digest. */
export function connectionSearchesContract(subject: Subject): void {
  describe('lists of connections', () => {
    test('are ordered by address, in pages, without disconnected mailboxes', async () => {
      const mailbox = (address: string) => ({ ...sampleConnection().mailbox, address });
      await put(
        subject,
        sampleConnection({ id: 'c', mailbox: mailbox('carol@example.com') }),
        sampleConnection({ id: 'a', mailbox: mailbox('Alice@example.com') }),
        sampleConnection({ id: 'b', mailbox: mailbox('bob@example.com') }),
        sampleConnection({
          id: 'd',
          mailbox: mailbox('dead@example.com'),
          status: 'disconnected',
        }),
      );
      const first = await subject.store.listConnections({ after: null, limit: 2 });
      expect(first.items.map(({ id }) => id)).toEqual(['a', 'b']);
      const second = await subject.store.listConnections({ after: first.next, limit: 2 });
      expect(second.items.map(({ id }) => id)).toEqual(['c']);
      expect(second.next).toBeNull();
    });

    test('continue after a page that is exactly full', async () => {
      await put(subject, sampleConnection());
      const page = await subject.store.listConnections({ after: null, limit: 1 });
      expect(page).toMatchObject({ next: null, unreadable: 0 });
    });

    test.each(['', 'x', '\n', 'a\n', 'a\nb\nc', 'a\nb/c', 'a\n..', 'a\n__x__', '\ud800\na'])(
      'accept an invalid cursor (%j), since anybody can type an address',
      async (after) => {
        await put(subject, sampleConnection());
        const { next, unreadable } = await subject.store.listConnections({ after, limit: 9 });
        expect({ next, unreadable }).toEqual({ next: null, unreadable: 0 });
      },
    );

    test('find an address in any case, unless it is disconnected', async () => {
      await put(subject, sampleConnection());
      expect((await subject.store.findByAddress('SUPPORT@Example.com'))?.id).toBe('connection-1');
      const read = await subject.store.readConnection('connection-1');
      const gone = sampleConnection({ status: 'disconnected' });
      await subject.store.writeConnection(gone, read?.revision ?? null);
      expect(await subject.store.findByAddress('support@example.com')).toBeNull();
    });

    test.each([
      ['maria.muster@googlemail.com', 'MariaMuster@gmail.com'],
      ['maria.muster@gmail.com', 'm.aria.muster@googlemail.com'],
      ['info@b\u00fccher.example', 'info@xn--bcher-kva.example'],
      ["o'hara&b_c%d@example.com", "O'Hara&b_c%d@example.com"],
      ['"a@b"@example.com', '"a@b"@EXAMPLE.com'],
    ])('find the mailbox %s as %s', async (address, asked) => {
      const mailbox = { ...sampleConnection().mailbox, address };
      await put(subject, sampleConnection({ mailbox }));
      expect((await subject.store.findByAddress(asked))?.mailbox.address).toBe(address);
    });

    test.each([
      ['maria.muster@example.com', 'mariamuster@example.com'],
      ['a+b@gmail.com', 'a@gmail.com'],
      ['\u212aate@example.com', 'kate@example.com'],
      ['axb@example.com', 'a_b@example.com'],
    ])('do not find the mailbox %s as %s', async (address, asked) => {
      const mailbox = { ...sampleConnection().mailbox, address };
      await put(subject, sampleConnection({ mailbox }));
      expect(await subject.store.findByAddress(asked)).toBeNull();
    });

    test('find another connection of the same address than a given one', async () => {
      const old = sampleConnection({ id: 'old', status: 'needs_reconnect' });
      await put(subject, old, sampleConnection({ id: 'new' }));
      const find = async (except?: string) =>
        (await subject.store.findByAddress('support@example.com', except))?.id;
      expect([await find(), await find('new'), await find('old')]).toEqual(['new', 'old', 'new']);
    });

    test.each(HEALTHS)(
      'of health %s are exact, by address, in pages of any size, with the same counts',
      async (health) => {
        await put(subject, ...MAILBOXES);
        for (const address of ADDRESS_FILTERS) {
          const filter = { health, address };
          const expected = matchingIds(filter);
          for (const limit of [7, 99]) {
            const ids = await listAll(subject.store, { limit, filter });
            expect({ address, limit, ids }).toEqual({ address, limit, ids: expected });
          }
          expect(await subject.store.countConnections(filter)).toBe(expected.length);
        }
      },
    );

    test('follow a connection whose health changes', async () => {
      const count = (health: 'well' | 'needs_reconnect') =>
        subject.store.countConnections({ health, address: { domain: 'example.com' } });
      const revision = await subject.store.writeConnection(sampleConnection(), null);
      expect([await count('well'), await count('needs_reconnect')]).toEqual([1, 0]);
      const broken = sampleConnection({ status: 'needs_reconnect' });
      await subject.store.writeConnection(broken, revision);
      expect([await count('well'), await count('needs_reconnect')]).toEqual([0, 1]);
    });
  });

  describe('the digests of a grant', () => {
    const digests = { token: 'to+ken/digest==', prefix: 'pre+fix/digest==' };

    test('each find the connection', async () => {
      await put(
        subject,
        sampleConnection(),
        sampleConnection({ id: 'b', grant: { ...sampleGrant('b'), digests } }),
      );
      const { store } = subject;
      expect(await store.findByGrantDigest('token', digests.token)).toBe('b');
      expect(await store.findByGrantDigest('prefix', digests.prefix)).toBe('b');
      expect(await store.findByGrantDigest('prefix', digests.token)).toBeNull();
      expect(await store.findByGrantDigest('token', 'nobody’s')).toBeNull();
      expect(await store.findByGrantDigest('token', '')).toBeNull();
    });

    test('find nothing after the grant was replaced or ended', async () => {
      const { store } = subject;
      const first = await store.writeConnection(sampleConnection(), null);
      const renewed = sampleConnection({ grant: { ...sampleGrant(), digests } });
      const second = await store.writeConnection(renewed, first);
      expect(await store.findByGrantDigest('token', digests.token)).toBe('connection-1');
      const old = sampleGrant().digests?.token ?? '';
      expect(await store.findByGrantDigest('token', old)).toBeNull();
      await store.writeConnection(sampleConnection({ grant: { kind: 'none' } }), second);
      expect(await store.findByGrantDigest('token', digests.token)).toBeNull();
    });
  });
}

/** The ids on all pages of a list. */
async function listAll(
  store: Store,
  page: Omit<Parameters<Store['listConnections']>[0], 'after'>,
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const { items, next } = await store.listConnections({ ...page, after });
    expect(items.length).toBeLessThanOrEqual(page.limit);
    ids.push(...items.map(({ id }) => id));
    after = next;
  } while (after !== null);
  return ids;
}

import { describe, expect, test } from '@jest/globals';
import type { ConnectionFilter, Store } from '../../shared/tokens/index.ts';
import { sampleConnection, sampleGrant } from '../support/samples.ts';
import { ADDRESS_FILTERS, HEALTHS, MAILBOXES, matchingIds } from './edge-case-mailboxes.ts';
import { at, put, type Subject } from './subject.ts';

/** Google’s answer to a refresh with a grant that was revoked or has expired. */
const REVOKED = {
  service: 'google',
  endpoint: 'token',
  status: 400,
  error: 'invalid_grant',
  subtype: null,
  description: 'Token has been expired or revoked.',
} as const;

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

    test('are left backwards page by page, up to the beginning', async () => {
      await put(subject, ...MAILBOXES);
      const filter = { health: 'well', address: { domain: 'example.com' } } as const;
      const pages: string[][] = [];
      let [after, before]: [string | null, string | null] = [null, null];
      for (;;) {
        const page = await subject.store.listConnections({ after, before, limit: 4, filter });
        pages.push(page.items.map(({ id }) => id));
        if (page.next !== null && before === null) after = page.next;
        else if (page.previous === null) break;
        else [after, before] = [null, page.previous];
      }
      const forth = pages.slice(0, Math.ceil(pages.length / 2));
      expect(forth.length).toBeGreaterThan(2);
      expect(forth.flat()).toEqual(matchingIds(filter));
      expect(pages.slice(forth.length - 1)).toEqual(forth.toReversed());
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

  describe('the lines of what is wrong', () => {
    const since = at('00:10:00');
    const refused = { code: 'google_unavailable', upstream: null, since, attempts: 1 } as const;
    const away = { failure: { ...refused, wholeDomain: false } };
    const blocked = { code: 'grant_refused', upstream: REVOKED, since, attempts: 1 } as const;
    const byDomain = {
      status: 'needs_reconnect',
      failure: { ...blocked, wholeDomain: true },
      consentedAt: at('00:00:00'),
    } as const;
    const mailboxAt = (address: string) => ({ ...sampleConnection().mailbox, address });
    const store = () =>
      put(
        subject,
        sampleConnection({ id: 'works' }),
        sampleConnection({ id: 'away-1', mailbox: mailboxAt('b@one.example'), ...away }),
        sampleConnection({ id: 'away-2', mailbox: mailboxAt('a@two.example'), ...away }),
        sampleConnection({ id: 'blocked-1', mailbox: mailboxAt('c@one.example'), ...byDomain }),
        sampleConnection({ id: 'blocked-2', mailbox: mailboxAt('d@two.example'), ...byDomain }),
        sampleConnection({ id: 'waits', status: 'needs_reconnect' }),
        sampleConnection({ ...away, id: 'gone', status: 'disconnected' }),
      );
    const lines = [
      { trouble: 'domain_refused@one.example', count: 1 },
      { trouble: 'domain_refused@two.example', count: 1 },
      { trouble: 'google_unavailable', count: 2 },
      { trouble: 'reconnect_needed', count: 1 },
    ];

    test('count what is wrong by cause, and by domain where each domain has its own administrator', async () => {
      await store();
      expect(await subject.store.listTroubles(9)).toEqual(lines);
      expect(await subject.store.listTroubles(2)).toEqual(lines.slice(0, 2));
    });

    test('list and count the mailboxes under any of them, also within a search', async () => {
      await store();
      const troubles = ['google_unavailable', 'domain_refused@one.example'];
      const found = async (address: ConnectionFilter['address']) => {
        const filter = { health: null, address, troubles };
        const { items } = await subject.store.listConnections({ after: null, limit: 9, filter });
        expect(await subject.store.countConnections(filter)).toBe(items.length);
        return items.map(({ id }) => id);
      };
      expect(await found(null)).toEqual(['away-2', 'away-1', 'blocked-1']);
      expect(await found({ domain: 'one.example' })).toEqual(['away-1', 'blocked-1']);
      expect(await found({ prefix: 'b@' })).toEqual(['away-1']);
    });

    test('lose a mailbox that works again', async () => {
      await store();
      const { revision = '' } = (await subject.store.readConnection('waits')) ?? {};
      await subject.store.writeConnection(sampleConnection({ id: 'waits' }), revision);
      expect(await subject.store.listTroubles(9)).toEqual(lines.slice(0, 3));
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

import { expect, test } from '@jest/globals';
import { checkList, findKnown } from '../../shared/additions/index.ts';
import type { ConnectionGrant, ListedConnection } from '../../shared/tokens/index.ts';
import { sampleConnection } from '../support/samples.ts';

const DELEGATION = { id: 'd1', domains: ['example.com', 'gmail.com'] };
const entries = (...addresses: string[]) =>
  addresses.map((address, place) => ({ line: place + 1, address }));

const connected = (address: string, about: Partial<ListedConnection> = {}): ListedConnection =>
  sampleConnection({
    id: `id-${address}`,
    mailbox: { subject: address, address, hostedDomain: null },
    ...about,
  });
const by = (delegationId: string): ConnectionGrant => ({ kind: 'delegation', delegationId });
const knowing = (...connections: ListedConnection[]) =>
  new Map(connections.map((each) => [each.mailbox.address, each]));

test.each([
  ['malformed', ['a b@example.com'], { line: 1, problem: 'malformed' }],
  ['malformed', [''], { line: 1, problem: 'malformed' }],
  ['of another domain', ['a@example.jp'], { line: 1, problem: 'other_domain' }],
  ['of a subdomain', ['a@sub.example.com'], { line: 1, problem: 'other_domain' }],
  ['there twice', ['a@example.com', 'A@EXAMPLE.com'], { line: 2, problem: 'duplicate', of: 1 }],
  [
    'there in another spelling',
    ['a.b@gmail.com', 'ab@gmail.com'],
    { line: 2, problem: 'duplicate', of: 1 },
  ],
])('a line is bad when its address is %s', (_what, addresses, expected) => {
  expect(checkList(entries(...addresses), DELEGATION, new Map()).bad).toMatchObject([expected]);
});

test('every bad line is named, and the others are lines to store', () => {
  const { lines, bad } = checkList(
    entries('a@example.com', 'x', 'b@example.com', 'y@other.example'),
    DELEGATION,
    new Map(),
  );
  expect(lines.map(({ line }) => line)).toEqual([1, 3]);
  expect(bad.map(({ line }) => line)).toEqual([2, 4]);
});

test('a mailbox that the service account serves already is done; any other is moved', () => {
  const known = knowing(
    connected('mine@example.com', { grant: by('d1') }),
    connected('dead@example.com', { grant: by('d1'), status: 'needs_reconnect' }),
    connected('other@example.com', { grant: by('d2') }),
    connected('owner@example.com'),
  );
  const names = ['mine', 'dead', 'other', 'owner', 'new'];
  const { lines } = checkList(
    entries(...names.map((name) => `${name}@example.com`)),
    DELEGATION,
    known,
  );
  expect(lines.map(({ outcome }) => outcome?.kind ?? null)).toEqual([
    'again',
    null,
    null,
    null,
    null,
  ]);
  expect(lines.map(({ wasConsented }) => wasConsented)).toEqual([false, false, false, true, false]);
});

test('a short list is looked up, and a long one reads the mailboxes of its domains', async () => {
  const calls: string[] = [];
  const found = connected('a@example.com');
  const store = {
    findByAddress: async (address: string) => {
      calls.push(address);
      return address === 'a@example.com' ? found : null;
    },
    listConnections: async ({ after, filter }: { after: string | null; filter?: object }) => {
      calls.push(JSON.stringify(filter));
      const items = after === null ? [] : [found];
      const next = after === null ? 'next' : null;
      return { items, previous: null, next, unreadable: 0, damaged: [] };
    },
  };
  const few = await findKnown(store, entries('a@example.com', 'no address'));
  expect([...few.values()]).toEqual([found]);
  expect(calls).toEqual(['a@example.com']);
  const many = entries(...Array.from({ length: 60 }, (_, place) => `${place}@example.com`));
  expect([...(await findKnown(store, many)).keys()]).toEqual(['a@example.com']);
  expect(calls).toHaveLength(3);
});

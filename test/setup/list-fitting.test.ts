import { expect, test } from '@jest/globals';
import { listMatching } from '../../shared/setup/list-query.ts';
import type { ConnectionFilter } from '../../shared/tokens/index.ts';
import { HEALTHY } from '../pages/sample-views.ts';

const ADDRESS = 'yuki.tanaka@example.com';

/** A fleet of one healthy mailbox, and the filters it was asked for. */
function fleetOfOne() {
  const asked: ConnectionFilter[] = [];
  const fits = ({ health, address }: ConnectionFilter): boolean => {
    if (health !== null && health !== 'well') return false;
    if (!address) return true;
    return 'prefix' in address
      ? ADDRESS.startsWith(address.prefix)
      : ADDRESS.endsWith(`@${address.domain}`);
  };
  return {
    asked,
    countConnections: async (filter: ConnectionFilter) => (fits(filter) ? 1 : 0),
    listConnections: async ({ filter }: { filter?: ConnectionFilter }) => {
      if (filter) asked.push(filter);
      const items = filter && fits(filter) ? [HEALTHY.connection] : [];
      return { items, previous: null, next: null, unreadable: 0, damaged: [] };
    },
  };
}

const asking = (search: string) => ({
  ...{ show: null, search, troubles: null },
  ...{ after: null, before: null },
});

test('a domain is searched as a domain', async () => {
  const store = fleetOfOne();
  const found = await listMatching(store, asking('example.com'));
  expect(found.counts).toEqual({ failing: 0, needs_reconnect: 0, well: 1 });
  expect(store.asked).toEqual([{ health: null, address: { domain: 'example.com' } }]);
});

test('a text that looks like a domain and is none is searched as the beginning of an address', async () => {
  const found = await listMatching(fleetOfOne(), asking('yuki.tanaka'));
  expect(found.items).toHaveLength(1);
});

test('a domain without a failing mailbox shows nothing, and is not searched as a beginning', async () => {
  const store = fleetOfOne();
  const found = await listMatching(store, { ...asking('example.com'), show: 'failing' });
  expect(found.items).toHaveLength(0);
  expect(found.counts.well).toBe(1);
  expect(store.asked).toHaveLength(1);
});

import { pageWindow } from '../../../shared/adapters/page-window.ts';
import { troubleOf } from '../../../shared/diagnosis/index.ts';
import {
  type AuditEvent,
  type Connection,
  type ConnectionFilter,
  type ConnectionStore,
  domainOf,
  healthOf,
  isSameMailbox,
} from '../../../shared/tokens/index.ts';
import { digestsIn } from '../../support/grant.ts';
import type { Table } from './memory-table.ts';

/** Runs a write and stores its event with it. An event whose id exists already prevents both. */
export type AddEvent = (write: () => string | null, event?: AuditEvent | null) => string | null;

/** The ConnectionStore port over a table in memory. */
export function createMemoryConnections(
  table: Table<Connection>,
  addEvent: AddEvent,
): ConnectionStore {
  const matching = (filter?: ConnectionFilter): Connection[] =>
    table.values().filter((connection) => matches(connection, filter));
  return {
    readConnection: async (id) => table.read(id),
    salvageConnection: async (id) => table.read(id),
    writeConnection: async (connection, revision, event) =>
      addEvent(() => table.write(connection.id, connection, revision), event),
    listConnections: async ({ after, before = null, limit, filter }) => {
      const all = matching(filter).toSorted((one, other) => inBytes(placeOf(one), placeOf(other)));
      const rest =
        before === null
          ? all.filter((each) => inBytes(placeOf(each), after ?? '') > 0)
          : all.filter((each) => inBytes(placeOf(each), before) < 0).toReversed();
      const rows = rest.slice(0, limit + 1);
      const { shown, first, last } = pageWindow(rows, { after, limit }, before !== null);
      const cursorOf = (one?: Connection) => (one ? placeOf(one) : null);
      const cursors = { previous: cursorOf(first), next: cursorOf(last) };
      return { items: shown, ...cursors, unreadable: 0, damaged: [] };
    },
    listTroubles: async (limit) => {
      const lines = table
        .values()
        .map(troubleOf)
        .filter((line) => line !== null);
      return [...new Set(lines)]
        .toSorted(inBytes)
        .slice(0, limit)
        .map((trouble) => ({
          trouble,
          count: lines.filter((line) => line === trouble).length,
        }));
    },
    countConnections: async (filter) => matching(filter).length,
    findByAddress: async (address, except) => {
      const found = matching().filter(
        ({ id, mailbox }) => id !== except && isSameMailbox(mailbox.address, address),
      );
      return found.find(({ status }) => status === 'active') ?? found[0] ?? null;
    },
    findByGrantDigest: async (digest, value) =>
      table.values().find((connection) => digestsIn(connection)?.[digest] === value)?.id ?? null,
  };
}

/** The sort key of a listing: the address. */
const placeOf = ({ id, mailbox }: Connection): string => `${mailbox.address.toLowerCase()}\n${id}`;

/** Orders text by its bytes, as the databases do. */
const inBytes = (one: string, other: string): number =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

function matches(connection: Connection, filter?: ConnectionFilter): boolean {
  const health = healthOf(connection);
  if (filter?.troubles) {
    if (!filter.troubles.includes(troubleOf(connection) ?? '')) return false;
  } else if (filter?.health ? health !== filter.health : health === 'disconnected') return false;
  const { address } = connection.mailbox;
  if (!filter?.address) return true;
  if ('domain' in filter.address) return domainOf(address) === filter.address.domain;
  return address.toLowerCase().startsWith(filter.address.prefix);
}

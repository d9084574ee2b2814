import { type EventPlace, pageOf, placeIn } from '../../../shared/adapters/event-cursor.ts';
import { pageWindow } from '../../../shared/adapters/page-window.ts';
import { AppError } from '../../../shared/errors.ts';
import {
  ALL_SHARDS,
  type AuditEvent,
  type AuditTrail,
  type AuthorizationRequest,
  type Connection,
  type DueStore,
  type EventFilter,
  type Grant,
  type GrantVault,
  type GrantVersion,
  type RecordKind,
  type RecordStore,
  type RequestStore,
  type Store,
  shardOf,
} from '../../../shared/tokens/index.ts';
import { type AddEvent, createMemoryConnections } from './memory-connections.ts';
import { createTable, type Table } from './memory-table.ts';

/** A store in memory, fast enough for thousands of runs. The contract suites hold it to production's rules. */
export function createMemoryStore(): Store {
  const connections = createTable<Connection>();
  const events = createTable<AuditEvent>();
  const addEvent: AddEvent = (write, event) => {
    if (event && events.read(event.id)) throw new AppError('store_conflict');
    const revision = write();
    if (revision !== null && event) events.write(event.id, event, null);
    return revision;
  };
  return {
    ...createMemoryConnections(connections, addEvent),
    ...createDue(connections, events),
    ...createRequests(),
    ...createTrail(events),
    ...createRecords(addEvent, events),
  };
}

function createDue(connections: Table<Connection>, events: Table<AuditEvent>): DueStore {
  return {
    due: async (index, { limit, shards = ALL_SHARDS, ...moment }) => {
      const dueTimes =
        index.of === 'connections'
          ? connections
              .values()
              .filter(({ id }) => shards.includes(shardOf(id)))
              .map((connection) => ({ id: connection.id, at: index.at(connection) }))
          : events.values().map((event) => ({ id: event.id, at: index.at(event) }));
      return dueTimes
        .filter(
          ({ at }) => at !== null && ('before' in moment ? at <= moment.before : at > moment.after),
        )
        .toSorted((one, other) => Number(one.at) - Number(other.at))
        .slice(0, limit)
        .map(({ id }) => id);
    },
  };
}

function createRequests(): RequestStore {
  const table = createTable<AuthorizationRequest>();
  return {
    readRequest: async (id) => table.read(id),
    writeRequest: async (request, revision) => table.write(request.id, request, revision),
    parkedRequests: async ({ limit, ...moment }) =>
      table
        .values()
        .filter(
          (request) =>
            request.stage === 'answered' &&
            ('before' in moment
              ? request.answeredAt < moment.before
              : request.answeredAt > moment.after),
        )
        .slice(0, limit)
        .map(({ id }) => id),
    forgetRequests: async ({ before, parkedBefore }) =>
      table.remove((request) =>
        request.stage === 'answered'
          ? request.answeredAt < parkedBefore
          : request.expiresAt < before,
      ),
  };
}

const compareByTime = (one: EventPlace, other: EventPlace): number =>
  one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : Number(one.id > other.id));

const isOf = (event: AuditEvent, { kinds, by, address, from, until }: EventFilter): boolean =>
  (kinds?.includes(event.kind) ?? true) &&
  (by === undefined || event.by?.toLowerCase() === by) &&
  (address === undefined || event.address?.toLowerCase() === address) &&
  (from === undefined || event.at >= from) &&
  (until === undefined || event.at < until);

const createTrail = (events: Table<AuditEvent>): AuditTrail => ({
  listEvents: async ({ connectionId, limit }) =>
    events
      .values()
      .filter((event) => connectionId === null || event.connectionId === connectionId)
      .toReversed()
      .toSorted((one, other) => other.at.getTime() - one.at.getTime())
      .slice(0, limit),
  pageEvents: async ({ connectionId, after, before = null, limit, filter = {} }) => {
    const [end, start] = [placeIn(before), placeIn(after)];
    const sorted = events
      .values()
      .filter((event) => connectionId === null || event.connectionId === connectionId)
      .filter((event) => isOf(event, filter))
      .toSorted((one, other) => -compareByTime(one, other));
    const found = end
      ? sorted.filter((event) => compareByTime(event, end) > 0).toReversed()
      : sorted.filter((event) => start === null || compareByTime(event, start) < 0);
    const rows = found.slice(0, limit + 1).map((event) => ({ place: event, events: [event] }));
    return pageOf(pageWindow(rows, { after: start, limit }, end !== null));
  },
  readEvent: async (id) => events.read(id),
  writeEvent: async (event, revision) => events.write(event.id, event, revision),
});

const EVENTS_KEPT_MS = 400 * 24 * 60 * 60 * 1000;

function createRecords(addEvent: AddEvent, events: Table<AuditEvent>): RecordStore {
  type Kept = { readonly value: unknown; readonly expiresAt: Date | null };
  const tables = new Map<string, Table<Kept>>();
  const tableOf = ({ name }: RecordKind<unknown>): Table<Kept> => {
    const table = tables.get(name) ?? createTable();
    tables.set(name, table);
    return table;
  };
  // A kind's table holds values of that kind alone; the map forgets which.
  const valueIn = <Value>(_: RecordKind<Value>, { value }: Kept): Value => value as Value;
  return {
    readRecord: async (kind, id) => {
      const found = tableOf(kind).read(id);
      return found && { value: valueIn(kind, found.value), revision: found.revision };
    },
    writeRecord: async ({ kind, id, value, expiresAt }, revision, event) =>
      addEvent(() => tableOf(kind).write(id, { value, expiresAt }, revision), event),
    listRecords: async (kind) =>
      tableOf(kind)
        .values()
        .map((kept) => valueIn(kind, kept)),
    forgetExpired: async (before) =>
      [...tables.values()]
        .map((table) => table.remove(({ expiresAt }) => expiresAt !== null && expiresAt < before))
        .reduce(
          (sum, count) => sum + count,
          events.remove(({ at }) => at.getTime() + EVENTS_KEPT_MS < before.getTime()),
        ),
  };
}

/** @param isAway whether a version is not in the primary vault, and waits to be moved there */
export function createMemoryVault(
  now: () => Date,
  isAway: (version: string) => boolean = () => false,
): GrantVault {
  const versions = new Map<string, GrantVersion & { connectionId: string; grant: Grant }>();
  let puts = 0;
  return {
    put: async (connectionId, grant) => {
      const name = `${connectionId}.${++puts}`;
      versions.set(name, { name, connectionId, grant, createdAt: now() });
      return name;
    },
    get: async (version) => versions.get(version)?.grant ?? null,
    destroy: async (version) => {
      versions.delete(version);
    },
    versions: async (id) =>
      [...versions.values()]
        .filter(({ connectionId }) => connectionId === id)
        .map(({ name, createdAt }) => ({ name, createdAt })),
    isPrimary: (version) => !isAway(version),
  };
}

import type { AuditEvent } from './audit-event.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { Connection, ListedConnection } from './connection.ts';
import { LONGEST_TOKEN_MS } from './oauth-provider.ts';
import type { Clock } from './ports.ts';
import { LONGEST_WAITS } from './schedule.ts';
import { noteClock } from './steady-clock.ts';
import type { Store } from './store.ts';

/** By how much the clocks of two instances may differ. */
export const TOLERANCE_MS = 2 * 60 * 1000;

/** Longer than a refresh can take with the provider's own time-outs and retries. */
export const LEASE_MS = 45 * 1000;

/** Earlier than anything that is compared with it, for a moment that is not known. */
const LONG_AGO = new Date(0);

/**
 * A store that stands a wrong clock. A clock that was ahead, even for a minute, writes moments that would count as
 * the newest for as long as it was ahead: they are corrected once, where a connection or a notification is read,
 * and its next write makes the correction last. What is due by such a moment is found as due now. And nothing is
 * deleted until the clock has been steady for a day.
 */
export function withPlausibleMoments(store: Store, clock: Clock): Store {
  const reading: Partial<Store> = {
    ...createSearches(store, clock),
    ...createDeletions(store, clock),
    readRequest: async (id) => {
      const found = await store.readRequest(id);
      return found && { ...found, value: withPlausibleTimes(found.value, clock.now()) };
    },
    readEvent: async (id) => {
      const found = await store.readEvent(id);
      return found && { ...found, value: withPlausibleDelivery(found.value, clock.now()) };
    },
    readConnection: async (id) => {
      const found = await store.readConnection(id);
      return found && { ...found, value: corrected(found.value, clock.now()) };
    },
    salvageConnection: async (id) => {
      const found = await store.salvageConnection(id);
      return found && { ...found, value: corrected(found.value, clock.now()) };
    },
    findByAddress: async (...search) => {
      const found = await store.findByAddress(...search);
      return found && correctedListing(found, clock.now());
    },
    listConnections: async (page) => {
      const { items, ...rest } = await store.listConnections(page);
      const now = clock.now();
      return { ...rest, items: items.map((each) => correctedListing(each, now)) };
    },
  };
  return new Proxy(store, {
    get: (target, name) => Reflect.get(Object.hasOwn(reading, name) ? reading : target, name),
  });
}

type Searches = Pick<Store, 'due' | 'parkedRequests'>;

/** Each search is made twice: for what is due, and for what lies further ahead than it can. */
function createSearches(store: Store, clock: Clock): Searches {
  return {
    due: async (index, asked) => {
      const ids = await store.due(index, asked);
      const limit = asked.limit - ids.length;
      if (limit === 0) return ids;
      const after = new Date(clock.now().getTime() + LONGEST_WAITS[index.longestWait]);
      const shards = asked.shards && { shards: asked.shards };
      return union(ids, await store.due(index, { ...shards, after, limit }));
    },
    parkedRequests: async (asked) => {
      const ids = await store.parkedRequests(asked);
      const limit = asked.limit - ids.length;
      if (limit === 0) return ids;
      const after = new Date(clock.now().getTime() + TOLERANCE_MS);
      return union(ids, await store.parkedRequests({ after, limit }));
    },
  };
}

/** One record is in both when it was written between the two searches. */
const union = (some: readonly string[], others: readonly string[]): readonly string[] => [
  ...new Set([...some, ...others]),
];

type Deletions = Pick<Store, 'forgetExpired' | 'forgetRequests'>;

/** Deletes nothing on the word of one clock alone. */
function createDeletions(store: Store, clock: Clock): Deletions {
  const ifSteady = async (deletion: () => Promise<number>): Promise<number> =>
    (await noteClock({ store, clock })) ? deletion() : 0;
  return {
    forgetExpired: (before) => ifSteady(() => store.forgetExpired(before)),
    forgetRequests: (expired) => ifSteady(() => store.forgetRequests(expired)),
  };
}

/**
 * A link that lasts longer than any has expired. An answer from the future came now: Google's ID token in it
 * was valid when it came.
 */
function withPlausibleTimes(request: AuthorizationRequest, now: Date): AuthorizationRequest {
  const isPlausibleTime = (at: Date): boolean => !isBeyond(at, now, TOLERANCE_MS);
  if ('consumedAt' in request && !isPlausibleTime(request.consumedAt)) {
    const consumed = { ...request, consumedAt: now };
    return consumed.stage === 'answered' ? { ...consumed, answeredAt: now } : consumed;
  }
  if (request.stage === 'answered' && !isPlausibleTime(request.answeredAt))
    return { ...request, answeredAt: now };
  return isBeyond(request.expiresAt, now, LONGEST_WAITS.link)
    ? { ...request, expiresAt: now }
    : request;
}

function withPlausibleDelivery(event: AuditEvent, now: Date): AuditEvent {
  const { notification } = event;
  const isPlausibleTime =
    !notification.dueAt || !isBeyond(notification.dueAt, now, LONGEST_WAITS.notification);
  return isPlausibleTime ? event : { ...event, notification: { ...notification, dueAt: now } };
}

function corrected(connection: Connection, now: Date): Connection {
  const { accessToken } = connection;
  const listing = correctedListing(connection, now);
  const isPlausibleToken = accessToken && !isBeyond(accessToken.expiresAt, now, LONGEST_TOKEN_MS);
  return isPlausibleToken || accessToken === null ? listing : { ...listing, accessToken: null };
}

/** The same object when nothing has to be corrected, as it nearly always is: every token is read this way. */
const correctedListing = <Listed extends ListedConnection>(
  connection: Listed,
  now: Date,
): Listed =>
  isPlausible(connection, now) ? connection : { ...connection, ...correctionsOf(connection, now) };

function isPlausible(connection: ListedConnection, at: Date): boolean {
  const { lease, refreshDueAt, probeDueAt, failure, probe, probeHistory } = connection;
  // Numbers: comparing dates takes many times as long.
  const now = at.getTime();
  const isWithin = (moment: Date | null | undefined, milliseconds: number): boolean =>
    !moment || moment.getTime() <= now + milliseconds;
  return (
    isWithin(connection.usedAt, 0) &&
    isWithin(connection.consentedAt, 0) &&
    isWithin(connection.disconnectedAt, 0) &&
    isWithin(connection.refreshedAt, 0) &&
    isWithin(failure?.since, 0) &&
    isWithin(probe?.at, 0) &&
    isWithin(connection.imap?.at, 0) &&
    isWithin(probeHistory.at(-1)?.at, 0) &&
    isWithin(lease?.expiresAt, 2 * LEASE_MS) &&
    isWithin(refreshDueAt, longestRefreshWait(connection)) &&
    isWithin(probeDueAt, LONGEST_WAITS.probe)
  );
}

function longestRefreshWait({ status, failure }: ListedConnection): number {
  if (status === 'needs_reconnect') return LONGEST_WAITS.revive;
  if (failure?.upstream?.retryAt) return LONGEST_WAITS.retryAt;
  return failure ? LONGEST_WAITS.retry : LONGEST_WAITS.refresh;
}

function correctionsOf(connection: ListedConnection, now: Date): Partial<ListedConnection> {
  const { lease, failure, probe, probeHistory } = connection;
  const isPlausibleTime = (at: Date): boolean => !isBeyond(at, now, TOLERANCE_MS);
  const known = (at: Date | null): Date | null => (at && !isPlausibleTime(at) ? LONG_AGO : at);
  const dueBy = (at: Date | null, longest: number): Date | null =>
    at && isBeyond(at, now, longest) ? now : at;
  return {
    // A lease that lasts longer than any was taken by a clock far ahead; its holder is no longer at work.
    lease: lease && isBeyond(lease.expiresAt, now, 2 * LEASE_MS) ? null : lease,
    refreshDueAt: dueBy(connection.refreshDueAt, longestRefreshWait(connection)),
    probeDueAt: dueBy(connection.probeDueAt, LONGEST_WAITS.probe),
    usedAt: isPlausibleTime(connection.usedAt) ? connection.usedAt : now,
    consentedAt: known(connection.consentedAt) ?? LONG_AGO,
    disconnectedAt: known(connection.disconnectedAt),
    refreshedAt:
      connection.refreshedAt && isPlausibleTime(connection.refreshedAt)
        ? connection.refreshedAt
        : null,
    failure: failure && failure.since > now ? { ...failure, since: now } : failure,
    probe: probe && isPlausibleTime(probe.at) ? probe : null,
    imap: connection.imap && isPlausibleTime(connection.imap.at) ? connection.imap : null,
    probeHistory: probeHistory.filter(({ at }) => isPlausibleTime(at)),
  };
}

const isBeyond = (at: Date, now: Date, milliseconds: number): boolean =>
  at.getTime() - now.getTime() > milliseconds;

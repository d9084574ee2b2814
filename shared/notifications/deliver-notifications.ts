import { inParallel, type Pace } from '../concurrency/in-parallel.ts';
import { type AppError, asAppError } from '../errors.ts';
import type { AuditEvent, AuditTrail } from '../tokens/index.ts';
import { type DeliveryOutcome, type DeliveryPorts, deliverEvent } from './deliver-event.ts';

/** How much one run may do; what is left when its time is up is due at the next. */
export type DeliveryRun = Pace & { readonly limit: number };

export type DeliverySummary = {
  readonly delivered: number;
  readonly retryLater: number;
  readonly givenUp: number;
  /** Not told, because it is no news any more. */
  readonly outdated: number;
  readonly left: number;
};

/** What became of one notice of a run, for the log. */
export type Delivered = { readonly eventId: string; readonly connectionId: string | null } & (
  | Exclude<DeliveryOutcome, { readonly kind: 'waits' }>
  | { readonly kind: 'failed'; readonly error: AppError }
);

const COUNTED = {
  delivered: 'delivered',
  retry_later: 'retryLater',
  failed: 'retryLater',
  given_up: 'givenUp',
  outdated: 'outdated',
} as const satisfies Record<Delivered['kind'], keyof DeliverySummary>;

/**
 * Tells of what is due, the longest overdue first, and of each connection in the order in which things
 * happened: nobody hears of a recovery before the failure that it ends. One bad notice never stops the
 * others: what becomes of each is counted and told to `watch`.
 *
 * @throws AppError `store_unavailable` when not even the list of what is due can be read
 */
export async function deliverNotifications(
  ports: DeliveryPorts,
  run: DeliveryRun,
  watch: (delivered: Delivered) => void = () => {},
): Promise<DeliverySummary> {
  const { store, clock } = ports;
  const due = await store.dueNotifications({ before: clock.now(), limit: run.limit });
  const counts = { delivered: 0, retryLater: 0, givenUp: 0, outdated: 0 };
  const note = (delivered: Delivered): void => {
    counts[COUNTED[delivered.kind]] += 1;
    watch(delivered);
  };
  const left = await inParallel(due, { ...run, clock }, async (eventId) => {
    try {
      await deliverInOrder(ports, eventId, { until: run.until, note });
    } catch (thrown) {
      note({ eventId, connectionId: null, kind: 'failed', error: asAppError(thrown) });
    }
  });
  return { ...counts, left };
}

type Turn = { readonly until: Date; readonly note: (delivered: Delivered) => void };

/** Tells of all that this event's connection has to tell, until one does not get through. */
async function deliverInOrder(
  ports: DeliveryPorts,
  eventId: string,
  { until, note }: Turn,
): Promise<void> {
  const { store, clock } = ports;
  const found = await store.readEvent(eventId);
  if (!found?.value.notification.dueAt) return;
  const { value: event, revision } = found;
  for (const id of await untold(store, event)) {
    if (clock.now() >= until) return;
    const outcome = await deliverEvent(ports, id);
    if (!outcome) continue;
    if (outcome.kind !== 'waits') {
      note({ eventId: id, connectionId: event.connectionId, ...outcome });
    }
    if (!('dueAt' in outcome)) continue;
    // Due no sooner than what it waits for, so that it is not looked at each minute, in the way of others.
    const waiting = { ...event, notification: { ...event.notification, dueAt: outcome.dueAt } };
    if (id !== eventId) await store.writeEvent(waiting, revision);
    return;
  }
}

/** More than one connection has in the three days for which each is tried. */
const RECENT = 100;

/** Ids of this event and of those of its connection that are neither told nor given up, oldest first. */
async function untold(
  store: AuditTrail,
  { id, connectionId }: AuditEvent,
): Promise<readonly string[]> {
  const recent = await store.listEvents({ connectionId, limit: RECENT }).catch(orderUnknown);
  const ids = recent
    // A list of the fleet's events has every connection's too.
    .filter((event) => event.connectionId === connectionId && event.notification.dueAt !== null)
    .map((event) => event.id)
    .toReversed();
  return ids.includes(id) ? ids : [id, ...ids];
}

/** One damaged event must not keep its connection silent: better out of order than never. */
function orderUnknown(thrown: unknown): readonly AuditEvent[] {
  if (asAppError(thrown).code !== 'record_unreadable') throw thrown;
  return [];
}

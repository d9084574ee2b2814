import { createCountedWork } from '../concurrency/counted-work.ts';
import type { Pace } from '../concurrency/in-parallel.ts';
import { type AppError, asAppError, errorEntry } from '../errors.ts';
import { errorFields, type Log } from '../log.ts';
import { type AuditEvent, type AuditTrail, NOTIFICATION_DUE } from '../tokens/index.ts';
import { type DeliveryOutcome, type DeliveryPorts, deliverEvent } from './deliver-event.ts';

/** The limits of one run. What is left when its time is up is due in the next run. */
export type DeliveryRun = Pace & { readonly limit: number };

export type DeliverySummary = {
  readonly delivered: number;
  readonly retryLater: number;
  readonly givenUp: number;
  /** Not delivered, because the event was too old. */
  readonly outdated: number;
  readonly left: number;
};

/** The outcome of one notification in a run, for the log. */
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

/** Is called after each notification, with the counts of the run so far. */
export type OnDelivered = (delivered: Delivered, so: DeliverySummary) => void;

/**
 * Delivers the notifications that are due, the longest overdue first, and those of each connection in the
 * order of its events: a receiver never gets a recovery before the failure that it ends. One failing
 * notification never stops the others: each outcome is counted and passed to `onDelivered`.
 *
 * @throws AppError `store_unavailable` when the list of due notifications cannot be read
 */
export async function deliverNotifications(
  ports: DeliveryPorts,
  run: DeliveryRun,
  onDelivered: OnDelivered = () => {},
): Promise<DeliverySummary> {
  const { store, clock } = ports;
  const due = await store.due(NOTIFICATION_DUE, { before: clock.now(), limit: run.limit });
  const work = createCountedWork<Delivered, (typeof COUNTED)[Delivered['kind']]>({
    countedAs: COUNTED,
    // One id may have several outcomes, unlike a refresh or a probe: those before it are delivered first.
    doOne: (eventId, record) => deliverInOrder(ports, eventId, { until: run.until, record }),
    failed: (eventId, error) => ({ eventId, connectionId: null, kind: 'failed', error }),
    watch: (delivered, counts) => onDelivered(delivered, { ...counts, left: 0 }),
  });
  const left = await work.run(due, { ...run, clock });
  return { ...work.counts, left };
}

type DeliveryTurn = { readonly until: Date; readonly record: (delivered: Delivered) => void };

/** Delivers, oldest first, the pending events of this event's connection, until one is not accepted. */
async function deliverInOrder(
  ports: DeliveryPorts,
  eventId: string,
  { until, record }: DeliveryTurn,
): Promise<void> {
  const { store, clock } = ports;
  const found = await store.readEvent(eventId);
  if (!found?.value.notification.dueAt) return;
  const { value: event, revision } = found;
  for (const id of await pendingDeliveries(store, event)) {
    if (clock.now() >= until) return;
    const outcome = await deliverEvent(ports, id);
    if (!outcome) continue;
    if (outcome.kind !== 'waits') {
      record({ eventId: id, connectionId: event.connectionId, ...outcome });
    }
    if (!('dueAt' in outcome)) continue;
    // Postpone this event to when the one before it is due. Otherwise every run reads it and takes the place of others.
    const waiting = { ...event, notification: { ...event.notification, dueAt: outcome.dueAt } };
    if (id !== eventId) await store.writeEvent(waiting, revision);
    return;
  }
}

/** More events than one connection has in the three days of delivery attempts. */
const RECENT = 100;

/** The ids of this event and of its connection's events that are neither delivered nor given up, oldest first. */
async function pendingDeliveries(
  store: AuditTrail,
  { id, connectionId }: AuditEvent,
): Promise<readonly string[]> {
  const recent = await store.listEvents({ connectionId, limit: RECENT }).catch(orderUnknown);
  const ids = recent
    // For an event of the fleet, `listEvents` also returns the events of every connection.
    .filter((event) => event.connectionId === connectionId && event.notification.dueAt !== null)
    .map((event) => event.id)
    .toReversed();
  return ids.includes(id) ? ids : [id, ...ids];
}

/** One damaged event must not block its connection: delivering out of order is better than never. */
function orderUnknown(thrown: unknown): readonly AuditEvent[] {
  if (asAppError(thrown).code !== 'record_unreadable') throw thrown;
  return [];
}

/** The log line about one notification: its connection and outcome, nothing of its content. */
export function deliveryLogLine(delivered: Delivered, correlationId: string): Parameters<Log> {
  const { kind, connectionId } = delivered;
  const severity = 'error' in delivered ? errorEntry(delivered.error.code).severity : 'debug';
  const about = 'error' in delivered ? errorFields(delivered.error) : {};
  const of = connectionId === null ? {} : { connectionId };
  return [severity, `notice: ${kind}`, { correlationId, outcome: kind, ...of, ...about }];
}

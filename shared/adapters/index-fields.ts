import { troubleOf } from '../diagnosis/index.ts';
import {
  type AuditEvent,
  type Connection,
  type ConnectionDue,
  domainOf,
  type EventDue,
  healthOf,
  mailboxKeyOf,
  NOTIFICATION_DUE,
  PROBE_DUE,
  REFRESH_DUE,
  shardOf,
} from '../tokens/index.ts';

/** The due times of connections and of events. Each is kept beside the document, under its field. */
export const CONNECTION_DUES: readonly ConnectionDue[] = [REFRESH_DUE, PROBE_DUE];
export const EVENT_DUES: readonly EventDue[] = [NOTIFICATION_DUE];

type DueFields = Readonly<Record<string, Date | null>>;

export const connectionDueFields = (connection: Connection): DueFields =>
  Object.fromEntries(CONNECTION_DUES.map(({ field, at }) => [field, at(connection)]));

export const eventDueFields = (event: AuditEvent): DueFields =>
  Object.fromEntries(EVENT_DUES.map(({ field, at }) => [field, at(event)]));

/** The other fields that a connection is searched by. Stores keep them beside its document, from which all derive. */
export function indexFieldsOf(connection: Connection) {
  const { id, mailbox, status, grant } = connection;
  const digests = grant.kind === 'consent' ? grant.digests : null;
  return {
    address: mailbox.address.toLowerCase(),
    mailboxKey: mailboxKeyOf(mailbox.address),
    domain: domainOf(mailbox.address),
    status,
    health: healthOf(connection),
    trouble: troubleOf(connection),
    shard: shardOf(id),
    tokenDigest: digests?.token ?? null,
    prefixDigest: digests?.prefix ?? null,
  };
}

/** The fields that an event is searched by, beside its time and its mailbox. */
export const eventIndexFields = ({ kind, by, address }: AuditEvent) => ({
  kind,
  by: by?.toLowerCase() ?? null,
  address: address?.toLowerCase() ?? null,
});

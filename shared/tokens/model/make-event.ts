import {
  type AuditEvent,
  type AuditEventKind,
  type EventActor,
  type EventBooks,
  type EventChange,
  type EventFailure,
  isNotified,
} from './audit-event.ts';
import type { ListedConnection } from './connection.ts';
import type { CredentialId } from './credential.ts';
import type { Clock, Ids } from './ports.ts';

/** What an event may say beside its kind. */
export type About = Partial<EventActor> & {
  readonly failure?: EventFailure | null;
  readonly again?: boolean;
  readonly change?: EventChange | null;
  readonly credential?: CredentialId | null;
  /** The address of an event that is about no mailbox. */
  readonly serviceAccount?: string | null;
  readonly revoked?: boolean | null;
  /** What it is about when that is no connection that was read. */
  readonly named?: Pick<AuditEvent, 'connectionId' | 'address'>;
  readonly count?: number | null;
  readonly books?: EventBooks | null;
};

/** An event as of now: of one connection, of a fleet, or of neither. Its notification, if any, is due at once. */
export function auditEvent(
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
  kind: AuditEventKind,
  {
    of,
    credential = null,
    serviceAccount = null,
    named = { connectionId: null, address: serviceAccount },
    failure = null,
    again = false,
    change = null,
    revoked = null,
    count = null,
    books = null,
    ...actor
  }: About & { readonly of: ListedConnection | null },
): AuditEvent {
  const at = clock.now();
  return {
    id: ids.unique(),
    at,
    kind,
    ...(of ? { connectionId: of.id, address: of.mailbox.address } : named),
    credential,
    failure: failure && kept(failure),
    consentedAt: of?.consentedAt ?? null,
    refreshedAt: of?.refreshedAt ?? null,
    grantsMinted: of?.grantsMinted ?? null,
    grantEndsAt: of?.grantEnd?.at ?? null,
    again,
    change,
    revoked,
    count,
    books,
    by: actor.by ?? null,
    role: actor.role ?? null,
    linkBy: actor.linkBy ?? null,
    notification: { dueAt: isNotified(kind) ? at : null, attempts: 0, deliveredAt: null },
  };
}

const kept = ({ code, upstream, since, wholeDomain }: EventFailure): EventFailure => ({
  code,
  upstream,
  since,
  wholeDomain,
});

import type { AuditEvent, AuditEventKind, EventFailure } from './audit-event.ts';
import type { ListedConnection } from './connection.ts';
import type { CredentialId } from './credential.ts';
import type { Clock, Ids } from './ports.ts';

/** What an event may say beside its kind. */
export type About = {
  readonly failure?: EventFailure | null;
  readonly by?: string | null;
  readonly credential?: CredentialId;
};

/** An event of one connection or of a fleet, as of now; its notification is due at once. */
export function auditEvent(
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
  kind: AuditEventKind,
  { of, credential, failure, by }: About & { readonly of: ListedConnection | null },
): AuditEvent {
  const at = clock.now();
  return {
    id: ids.unique(),
    at,
    kind,
    connectionId: of?.id ?? null,
    credential: credential ?? null,
    address: of?.mailbox.address ?? null,
    failure: failure ? kept(failure) : null,
    consentedAt: of?.consentedAt ?? null,
    refreshedAt: of?.refreshedAt ?? null,
    grantsMinted: of?.grantsMinted ?? null,
    by: by ?? null,
    notification: { dueAt: at, attempts: 0, deliveredAt: null },
  };
}

const kept = ({ code, upstream, since, wholeDomain }: EventFailure): EventFailure => ({
  code,
  upstream,
  since,
  wholeDomain,
});

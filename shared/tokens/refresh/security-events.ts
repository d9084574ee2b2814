import { AppError, asAppError } from '../../errors.ts';
import type { AuditEvent } from '../model/audit-event.ts';
import type { AccessToken, Connection } from '../model/connection.ts';
import { doubleDigest } from '../model/grant-digests.ts';
import { connectionIdOf } from '../model/identifiers.ts';
import { auditEvent } from '../model/make-event.ts';
import { SECURITY_EVENT_RECORD } from '../model/records.ts';
import type { Store } from '../model/store.ts';
import { refreshOne } from './refresh-one.ts';
import type { RefreshPorts } from './refresh-ports.ts';
import type { RefreshTrigger } from './trigger.ts';

/**
 * The kinds after which a grant may be dead, or work again, and the trigger of the refresh that finds out. Only
 * where Google reports the end itself does its refusal count as the second proof. Other kinds are only noted.
 */
const TELLING: ReadonlyMap<SecurityEventKind, RefreshTrigger> = new Map<
  SecurityEventKind,
  RefreshTrigger
>([
  ['token_revoked', 'google'],
  ['tokens_revoked', 'google'],
  ['account_disabled', 'google'],
  ['account_enabled', 'person'],
  ['credential_change_required', 'person'],
]);

/** Google's "Supported event types". */
export type SecurityEventKind =
  | 'token_revoked'
  | 'tokens_revoked'
  | 'sessions_revoked'
  | 'account_disabled'
  | 'account_enabled'
  | 'credential_change_required'
  | 'verification'
  | 'unrecognised';

/** One verified event of Google's Cross-Account Protection about an account (RFC 8417). */
export type SecurityEvent = {
  readonly kind: SecurityEventKind;
  /** The account's `sub`, when the event is about an account. */
  readonly subject: string | null;
  /** How the event names a refresh token, when it is about one. */
  readonly token: { readonly alg: 'hash' | 'prefix'; readonly value: string } | null;
};

/** The events of one security event token. A repeated delivery has the same `jti`. */
export type SecurityEventToken = {
  readonly jti: string;
  readonly events: readonly SecurityEvent[];
};

/** How long a `jti` is stored; Google stops repeating it much sooner. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000;

/** When the token endpoint is asked again, in case it did not know of the revocation yet. */
const AGAIN_MS = 5 * 60 * 1000;
const ATTEMPTS = 5;

/** The outcome: `repeated` was received before, `foreign` concerns no connection of ours. */
export type SecurityEventOutcome = 'checked' | 'noted' | 'repeated' | 'foreign';

/**
 * Handles security events about accounts: asks the token endpoint at once whether the grant still works,
 * because an event alone changes no status. Handling an event twice is no error.
 *
 * @throws AppError `store_unavailable`, `record_unreadable`, `connection_busy`, so that Google sends the
 *   events again
 */
export async function takeSecurityEvents(
  ports: RefreshPorts,
  { jti, events }: SecurityEventToken,
): Promise<SecurityEventOutcome> {
  if (await ports.store.readRecord(SECURITY_EVENT_RECORD, jti)) return 'repeated';
  const outcomes: SecurityEventOutcome[] = [];
  let about: Connection | null = null;
  for (const event of events) {
    const connection = await connectionOf(ports, event);
    about ??= connection;
    outcomes.push(await take(ports, event, connection));
  }
  // Stored last: after a crash before it, Google sends them again.
  const kinds = events.map(({ kind }) => kind).join(', ');
  await remember(
    ports,
    jti,
    about && auditEvent(ports, 'security_event', { of: about, by: `Google (${kinds})` }),
  );
  return (['checked', 'noted'] as const).find((outcome) => outcomes.includes(outcome)) ?? 'foreign';
}

async function take(
  ports: RefreshPorts,
  { kind }: SecurityEvent,
  connection: Connection | null,
): Promise<SecurityEventOutcome> {
  if (connection === null) return kind === 'verification' ? 'noted' : 'foreign';
  const trigger = TELLING.get(kind);
  if (!trigger) return 'noted';
  // The tokens of our OAuth client: a service account's are others.
  const isOfTokens = kind === 'token_revoked' || kind === 'tokens_revoked';
  if (isOfTokens && connection.grant.kind === 'delegation') return 'noted';
  await askGoogle(ports, connection.id, trigger);
  return 'checked';
}

/** An event about a token names it by digest, so that a newer grant is not affected. */
async function connectionOf(
  { store }: RefreshPorts,
  event: SecurityEvent,
): Promise<Connection | null> {
  const id = await connectionIdIn(store, event);
  const found = id === null ? null : await store.readConnection(id);
  return found && found.value.status !== 'disconnected' ? found.value : null;
}

async function connectionIdIn(
  store: Store,
  { subject, token }: SecurityEvent,
): Promise<string | null> {
  if (token?.alg === 'hash') return store.findByGrantDigest('token', token.value);
  if (token) return store.findByGrantDigest('prefix', doubleDigest(token.value));
  return subject === null ? null : connectionIdOf(subject);
}

async function askGoogle(ports: RefreshPorts, id: string, trigger: RefreshTrigger): Promise<void> {
  try {
    const told = ports.clock.now();
    const outcome = await refreshOne(ports, id, {
      acceptStored: fetchedSince(told),
      trigger,
    });
    // Another refresh is running, perhaps from before the revocation: Google must send the event again.
    if (outcome.kind === 'busy') throw new AppError('connection_busy');
    if ('token' in outcome) await askAgainSoon(ports, id);
  } catch (thrown) {
    // The mailbox was disconnected since: nothing is left to find out.
    if (asAppError(thrown).code !== 'connection_disconnected') throw thrown;
  }
}

/** A token that was fetched after the event answers it: many events at once cause one refresh. */
const fetchedSince =
  (told: Date) =>
  ({ refreshedAt, accessToken }: Connection, now: Date): AccessToken | null =>
    refreshedAt && refreshedAt > told && refreshedAt <= now ? accessToken : null;

async function askAgainSoon({ store, clock }: RefreshPorts, id: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await store.readConnection(id);
    const soon = new Date(clock.now().getTime() + AGAIN_MS);
    if (!found?.value.refreshDueAt || found.value.refreshDueAt <= soon) return;
    const sooner = { ...found.value, refreshDueAt: soon };
    if ((await store.writeConnection(sooner, found.revision)) !== null) return;
  }
}

async function remember(
  { store, clock }: RefreshPorts,
  jti: string,
  event: AuditEvent | null,
): Promise<void> {
  const receivedAt = clock.now();
  const record = {
    kind: SECURITY_EVENT_RECORD,
    id: jti,
    value: { receivedAt },
    expiresAt: new Date(receivedAt.getTime() + REMEMBERED_MS),
  };
  // Null: another instance handled the same token at this moment.
  await store.writeRecord(record, null, event);
}

import { AppError, asAppError } from '../../errors.ts';
import type { AuditEvent } from '../model/audit-event.ts';
import type { AccessToken, Connection } from '../model/connection.ts';
import { doubleDigest } from '../model/grant-digests.ts';
import { connectionIdOf } from '../model/identifiers.ts';
import { auditEvent } from '../model/make-event.ts';
import type { Store } from '../model/store.ts';
import { refreshOne } from './refresh-one.ts';
import type { RefreshPorts } from './refresh-ports.ts';
import type { RefreshTrigger } from './trigger.ts';

/**
 * Kinds after which a grant may be dead, or alive again, and as whom the token endpoint is asked: only
 * where Google tells of the end itself is its refusal the second proof. The others are only noted.
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

/** Google's "Supported event types", in our words. */
export type SecurityEventKind =
  | 'token_revoked'
  | 'tokens_revoked'
  | 'sessions_revoked'
  | 'account_disabled'
  | 'account_enabled'
  | 'credential_change_required'
  | 'verification'
  | 'unrecognised';

/** One thing that Google's Cross-Account Protection tells of an account, verified (RFC 8417). */
export type SecurityEvent = {
  readonly kind: SecurityEventKind;
  /** The account's `sub`, when the event is about an account. */
  readonly subject: string | null;
  /** By which the event names a refresh token, when it is about one. */
  readonly token: { readonly alg: 'hash' | 'prefix'; readonly value: string } | null;
};

/** What Google tells at once; told again, it has the same `jti`. */
export type SecurityEventToken = {
  readonly jti: string;
  readonly events: readonly SecurityEvent[];
};

/** How long a token's `jti` is remembered; Google gives up repeating it much sooner. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000;

/** Soon enough to notice a revocation that the token endpoint had not heard of yet. */
const AGAIN_MS = 5 * 60 * 1000;
const ATTEMPTS = 5;

/** What came of them: `repeated` was seen before, `foreign` is about nobody we know. */
export type SecurityEventOutcome = 'checked' | 'noted' | 'repeated' | 'foreign';

/**
 * Takes Google's word that something happened to an account, and asks the token endpoint at once whether
 * its grant still lives: an event alone marks nobody dead. Taking it twice is no error.
 *
 * @throws AppError `store_unavailable`, `record_unreadable`, `connection_busy`, so that Google sends it
 *   again
 */
export async function takeSecurityEvents(
  ports: RefreshPorts,
  { jti, events }: SecurityEventToken,
): Promise<SecurityEventOutcome> {
  if (await ports.store.readRecord('security_event', jti)) return 'repeated';
  const outcomes: SecurityEventOutcome[] = [];
  let about: Connection | null = null;
  for (const event of events) {
    const connection = await connectionOf(ports, event);
    about ??= connection;
    outcomes.push(await take(ports, event, connection));
  }
  // Last, so that a crash before it has them sent again.
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
  await askGoogle(ports, connection.id, trigger);
  return 'checked';
}

/** A token's event names the token; its digest is compared, so that a newer grant is not blamed. */
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
    // Somebody asked before us, perhaps before the revocation: Google is to tell us again.
    if (outcome.kind === 'busy') throw new AppError('connection_busy');
    if ('token' in outcome) await askAgainSoon(ports, id);
  } catch (thrown) {
    // Disconnected meanwhile: then there is nothing to know.
    if (asAppError(thrown).code !== 'connection_disconnected') throw thrown;
  }
}

/** A token that was asked for after the event answers it: of many events at once not each asks Google. */
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
    kind: 'security_event' as const,
    id: jti,
    value: { receivedAt },
    expiresAt: new Date(receivedAt.getTime() + REMEMBERED_MS),
  };
  // Null: the same, taken by another instance at this moment.
  await store.writeRecord(record, null, event);
}

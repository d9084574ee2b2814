import { AppError, asAppError, type ErrorCode } from '../../errors.ts';
import type { ConnectPurpose, RequestIn } from '../model/authorization-request.ts';
import type { Connection, Grant, Mailbox } from '../model/connection.ts';
import type { Ports } from '../model/ports.ts';
import { missingScopes } from '../model/scopes.ts';
import type { Versioned } from '../model/store.ts';
import { commitGrant } from './commit-grant.ts';

/** Where the trip ended: a mailbox connected, or an administrator's identity proved. */
export type CompletedAuthorization =
  | { readonly kind: 'connected'; readonly connection: Connection }
  | { readonly kind: 'signed_in'; readonly mailbox: Mailbox };

/**
 * Turns a parked answer into a connection: checks who consented, that it is the mailbox expected,
 * every scope and the refresh token, then commits. May be called again after a crash at any point:
 * what was committed is recognised, what was not is done.
 *
 * @throws AppError `identity_unverified`, `other_account`, `scope_missing`,
 *   `refresh_token_missing`, `connection_disconnected`, `authorization_superseded` (the request ends,
 *   nothing is overwritten); `google_unavailable`, `store_unavailable`, `store_conflict`,
 *   `record_unreadable` (the answer stays parked)
 */
export async function settleAuthorization(
  ports: Ports,
  answered: Versioned<RequestIn<'answered'>>,
): Promise<CompletedAuthorization> {
  try {
    const completed = await settle(ports, answered.value);
    await close(ports, answered);
    return completed;
  } catch (thrown) {
    throw await settleRefused(ports, answered, asAppError(thrown));
  }
}

async function settle(
  ports: Ports,
  request: RequestIn<'answered'>,
): Promise<CompletedAuthorization> {
  const mailbox = await verifyIdentity(ports, request);
  const { purpose } = request;
  if (purpose.kind === 'sign_in') return { kind: 'signed_in', mailbox };
  await checkMailbox(ports, purpose, mailbox);
  const grant = grantFrom(purpose, request, mailbox);
  return { kind: 'connected', connection: await commitGrant(ports, request, { mailbox, grant }) };
}

async function verifyIdentity(
  { oauth }: Ports,
  { answer, answeredAt, nonce }: RequestIn<'answered'>,
): Promise<Mailbox> {
  if (answer.idToken === null) throw new AppError('identity_unverified');
  return oauth.verifyIdentity(answer.idToken, { nonce, at: answeredAt });
}

/** A reconnect goes by `sub`, which outlives a renamed address; a first connect by the address. */
async function checkMailbox(
  { store }: Ports,
  purpose: ConnectPurpose,
  mailbox: Mailbox,
): Promise<void> {
  const existing = purpose.connectionId ? await store.readConnection(purpose.connectionId) : null;
  const expected = existing?.value.mailbox;
  const same = expected
    ? expected.subject === mailbox.subject
    : isAddress(purpose.expectedAddress, mailbox.address);
  if (same) return;
  throw new AppError('other_account', {
    detail: {
      expected: expected?.address ?? purpose.expectedAddress ?? '',
      chosen: mailbox.address,
    },
  });
}

const isAddress = (expected: string | null, chosen: string): boolean =>
  expected === null || expected.toLowerCase() === chosen.toLowerCase();

/** Null: Google gave no refresh token, which is right if the connection's own is to be kept. */
function grantFrom(
  { profile }: ConnectPurpose,
  { answer }: RequestIn<'answered'>,
  { address }: Mailbox,
): Grant | null {
  const missing = missingScopes(profile, answer.scopes);
  if (missing.length > 0) throw new AppError('scope_missing', { detail: { address, missing } });
  const { refreshToken, scopes } = answer;
  return refreshToken === null ? null : { refreshToken, scopes };
}

/** Once committed the trip succeeded, whether or not the request could still be marked so. */
async function close(
  { store }: Ports,
  { value, revision }: Versioned<RequestIn<'answered'>>,
): Promise<void> {
  await store.writeRequest(settled(value), revision).catch(() => null);
}

/** A parked answer holds somebody's tokens: it is not kept for longer than anybody waits for it. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/** What a parked answer cannot recover from. Whatever else went wrong may be mended, and it resumed. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  'identity_unverified',
  'other_account',
  'scope_missing',
  'refresh_token_missing',
  'connection_disconnected',
  'authorization_superseded',
]);

/**
 * Ends a request whose answer cannot be used: nothing of the mailbox's was stored, and a healthy
 * grant of the same account is left alone (revoking one token at Google ends them all). An answer
 * that may yet be used stays parked, for a day. Answers the error, to be thrown.
 */
export async function settleRefused(
  { store, clock }: Ports,
  { value, revision }: Versioned<RequestIn<'consumed' | 'answered'>>,
  error: AppError,
): Promise<AppError> {
  const age =
    value.stage === 'answered' ? clock.now().getTime() - value.answeredAt.getTime() : null;
  if (age !== null && age < KEPT_MS && !FINAL.has(error.code)) return error;
  // Best effort: the refusal matters more to the caller than that it could not be noted.
  await store.writeRequest(settled(value), revision).catch(() => null);
  return error;
}

/** What is left of a request that ended: enough to tell a replay from a stranger's state. */
function settled(request: RequestIn<'consumed' | 'answered'>): RequestIn<'settled'> {
  const { id, purpose, begunBy, expiresAt } = request;
  return { id, purpose, begunBy, expiresAt, stage: 'settled' };
}

import { AppError, asAppError, type ErrorCode } from '../../errors.ts';
import { isSameMailbox } from '../model/address.ts';
import type { ConnectPurpose, RequestIn } from '../model/authorization-request.ts';
import type { Connection, Grant, Mailbox } from '../model/connection.ts';
import { connectionIdOf } from '../model/identifiers.ts';
import type { Ports } from '../model/ports.ts';
import { readOrSalvage } from '../model/read-or-salvage.ts';
import { PARKED_MS, revokeUnused } from '../model/revoke-unused.ts';
import { missingScopes } from '../model/scopes.ts';
import { isClockSteady } from '../model/steady-clock.ts';
import type { Versioned } from '../model/store.ts';
import { commitGrant } from './commit-grant.ts';
import { endReplaced } from './end-replaced.ts';

/** The result of a trip to Google: a connected mailbox, or an administrator's identity. */
export type CompletedAuthorization =
  | { readonly kind: 'connected'; readonly connection: Connection }
  | { readonly kind: 'signed_in'; readonly mailbox: Mailbox };

/**
 * Turns a parked answer into a connection: checks who consented, whether that is the expected mailbox, every
 * scope and the refresh token, then commits. It may be called again after a crash at any point: what was
 * committed is recognised, the rest is done.
 *
 * @throws AppError `identity_unverified`, `other_account`, `account_replaced`, `scope_missing`,
 *   `refresh_token_missing`, `connection_disconnected`, `authorization_superseded`,
 *   `authorization_interrupted` (the request ends, nothing is overwritten, and a grant that nobody uses is
 *   revoked); `google_unavailable`, `store_unavailable`, `store_conflict`,
 *   `record_unreadable` (the answer stays parked)
 */
export async function settleAuthorization(
  ports: Ports,
  answered: Versioned<RequestIn<'answered'>>,
): Promise<CompletedAuthorization> {
  const { value } = answered;
  let mailbox: Mailbox | null = null;
  try {
    mailbox = await verifyIdentity(ports, value);
    const completed = await settle(ports, value, mailbox);
    await close(ports, answered, completed);
    return completed;
  } catch (thrown) {
    const error = asAppError(thrown);
    if (mailbox && value.purpose.kind === 'connect' && (await isOver(ports, value, error))) {
      await revokeUnused(ports, value, mailbox);
    }
    throw await settleRefused(ports, answered, error);
  }
}

async function settle(
  ports: Ports,
  request: RequestIn<'answered'>,
  mailbox: Mailbox,
): Promise<CompletedAuthorization> {
  const { purpose } = request;
  if (purpose.kind === 'sign_in') return { kind: 'signed_in', mailbox };
  await checkMailbox(ports, purpose, mailbox);
  const grant = grantFrom(purpose, request, mailbox);
  const connection = await commitGrant(ports, request, { mailbox, grant });
  await endReplaced(ports, request, connection);
  return { kind: 'connected', connection };
}

async function verifyIdentity(
  { oauth }: Ports,
  { answer, answeredAt, nonce }: RequestIn<'answered'>,
): Promise<Mailbox> {
  if (answer.idToken === null) throw new AppError('identity_unverified');
  return oauth.verifyIdentity(answer.idToken, { nonce, at: answeredAt });
}

/** A reconnect compares `sub`, which survives a new address; a first connect compares the address. */
async function checkMailbox(
  { store }: Ports,
  purpose: ConnectPurpose,
  mailbox: Mailbox,
): Promise<void> {
  const existing = purpose.connectionId ? await readOrSalvage(store, purpose.connectionId) : null;
  const expected = existing?.value.mailbox;
  const same = expected
    ? // A damaged record may have lost its `sub`, from which its id follows.
      purpose.connectionId === connectionIdOf(mailbox.subject)
    : isExpectedAddress(purpose.expectedAddress, mailbox.address);
  if (same) return;
  const { address } = mailbox;
  if (expected && isSameMailbox(expected.address, address)) {
    if (purpose.newAccount) return;
    const connectionId = purpose.connectionId ?? '';
    throw new AppError('account_replaced', { detail: { address, connectionId } });
  }
  throw new AppError('other_account', {
    detail: {
      expected: expected?.address ?? purpose.expectedAddress ?? '',
      chosen: mailbox.address,
    },
  });
}

const isExpectedAddress = (expected: string | null, chosen: string): boolean =>
  expected === null || isSameMailbox(expected, chosen);

/** Null: Google issued no refresh token, which is right when the connection's own is reused. */
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

/** Once committed the trip has succeeded, even if the request cannot be marked as settled. */
async function close(
  { store, clock }: Ports,
  { value, revision }: Versioned<RequestIn<'answered'>>,
  completed: CompletedAuthorization,
): Promise<void> {
  const ended = settled(value);
  const request: RequestIn<'settled'> =
    completed.kind === 'connected'
      ? {
          ...ended,
          outcome: { kind: 'connected', connectionId: completed.connection.id },
          expiresAt: new Date(clock.now().getTime() + SHOWN_AGAIN_MS),
        }
      : ended;
  await store.writeRequest(request, revision).catch(() => null);
}

/** How long a callback that is loaded again still shows that the mailbox is connected. */
const SHOWN_AGAIN_MS = 24 * 60 * 60 * 1000;

/** From these a parked answer cannot recover. Any other cause may be mended, and the answer resumed. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  'identity_unverified',
  'other_account',
  'account_replaced',
  'scope_missing',
  'refresh_token_missing',
  'connection_disconnected',
  'authorization_superseded',
  'authorization_interrupted',
]);

/** Can nothing come of this request any more? A clock that has just jumped ends none. */
async function isOver(
  ports: Ports,
  request: RequestIn<'consumed' | 'answered'>,
  { code }: AppError,
): Promise<boolean> {
  if (request.stage === 'consumed' || FINAL.has(code)) return true;
  const isOld = ports.clock.now().getTime() - request.answeredAt.getTime() >= PARKED_MS;
  return isOld && isClockSteady(ports).catch(() => false);
}

/**
 * Ends a request whose error is final or whose answer is a day old; any other answer stays parked, to be used
 * later.
 *
 * @returns the error, to be thrown
 */
export async function settleRefused(
  ports: Ports,
  { value, revision }: Versioned<RequestIn<'consumed' | 'answered'>>,
  error: AppError,
): Promise<AppError> {
  if (!(await isOver(ports, value, error))) return error;
  // Best effort: the caller needs the refusal more than the mark.
  await ports.store.writeRequest(settled(value), revision).catch(() => null);
  return error;
}

/** What remains of a request that ended: enough to recognise a replay, and whose browser it was. */
function settled(request: RequestIn<'consumed' | 'answered'>): RequestIn<'settled'> {
  const { id, purpose, begunBy, expiresAt, browser } = request;
  return { id, purpose, begunBy, expiresAt, browser, stage: 'settled' };
}

import { AppError, asAppError } from '../../errors.ts';
import type { RequestIn } from './authorization-request.ts';
import type { Connection, Mailbox } from './connection.ts';
import { connectionIdOf } from './identifiers.ts';
import { TOLERANCE_MS } from './plausible-moments.ts';
import type { Ports } from './ports.ts';
import { ACCOUNT_RECORD, type AccountUse } from './records.ts';
import type { Versioned } from './store.ts';

/** Longer than a revocation can take with the provider's own time-outs. */
const REVOCATION_MS = 60 * 1000;

/** How long a parked answer, which holds an owner's tokens, may wait for its commit. */
export const PARKED_MS = 24 * 60 * 60 * 1000;

/**
 * Revokes the grant of a refused consent, when nobody has connected its account: otherwise it would stay alive at
 * Google with nobody to use it. It throws nothing: what was not revoked stays, as if it had been refused after a
 * crash.
 */
export const revokeUnused = (
  ports: Ports,
  { answer }: RequestIn<'answered'>,
  { subject }: Mailbox,
): Promise<void> =>
  revokeUnlessUsed(ports, {
    id: connectionIdOf(subject),
    token: answer.refreshToken ?? answer.accessToken,
  }).then(
    () => undefined,
    () => undefined,
  );

/**
 * Revokes a token of an account that no connection reaches by its owner's consent (RFC 7009). Revoking one token
 * ends every token of this account and client (§2.1), so it must be certain that no consent of the account is being
 * connected at the same moment: otherwise nothing is revoked.
 *
 * One record for each account decides: a commit writes `connecting` before it stores the first consent of a
 * connection, a revocation writes `revoking` before it asks Google, and each is a compare-and-set. The second
 * writer sees what the first wrote.
 *
 * @param token in the second argument: a refresh token, or an access token; `id` is that of the connection which
 *   the account has or would have
 * @returns whether it was revoked; false: a consent of the account is in use or being connected, or another
 *   revocation is on its way
 * @throws AppError what the revocation and the store throw
 */
export async function revokeUnlessUsed(
  ports: Ports,
  { id, token }: { readonly id: string; readonly token: string },
): Promise<boolean> {
  const use = await readUse(ports, id);
  // Read after the record: a commit that the record does not show yet loses the compare-and-set.
  const connection = await ports.store.readConnection(id);
  if (connection?.value.grant.kind === 'consent') return false;
  if (use && isInUse(use.value, connection?.value ?? null, ports.clock.now())) return false;
  const until = new Date(ports.clock.now().getTime() + REVOCATION_MS);
  const revoking = { id, use: { kind: 'revoking', until } } as const;
  const revision = await writeUse(ports, revoking, use?.revision ?? null);
  if (revision === null) return false;
  const end = () =>
    writeUse(ports, { id, use: { kind: 'revoking', until: ports.clock.now() } }, revision);
  await ports.oauth.revoke(token).catch(async (thrown: unknown) => {
    // Without an answer the revocation may still arrive at Google, and would end a grant that Google issues until then.
    if (typeof asAppError(thrown).upstream?.status === 'number') await end();
    throw thrown;
  });
  // A consent from now on is not touched by the revocation.
  await end();
  return true;
}

/**
 * Reads the record of an account. One that lasts longer than any was written by a clock that was ahead: it
 * counts as over.
 */
async function readUse({ store, clock }: Ports, id: string): Promise<Versioned<AccountUse> | null> {
  const found = await store.readRecord(ACCOUNT_RECORD, id);
  if (!found) return null;
  const longest = found.value.kind === 'connecting' ? PARKED_MS : REVOCATION_MS;
  const left = found.value.until.getTime() - clock.now().getTime();
  if (left <= longest + TOLERANCE_MS) return found;
  return { ...found, value: { ...found.value, until: new Date(0) } };
}

/** Another consent is being connected, or another revocation is on its way and ends this token too. */
function isInUse(use: AccountUse, connection: Connection | null, now: Date): boolean {
  if (use.kind === 'damaged') return true;
  return now < use.until && !isBeforeEnd(use, connection);
}

/**
 * The commit of a consent that was claimed before the mailbox was disconnected, or connected by delegation, has
 * ended, or will be refused.
 */
function isBeforeEnd({ kind, until }: AccountUse, connection: Connection | null): boolean {
  if (!connection || kind !== 'connecting') return false;
  const claimedAt = until.getTime() - PARKED_MS;
  const { grant, consentedAt, disconnectedAt } = connection;
  // A consent of the same millisecond as the delegation is not refused.
  if (grant.kind === 'delegation') return claimedAt < consentedAt.getTime();
  return disconnectedAt !== null && claimedAt <= disconnectedAt.getTime();
}

/**
 * Says that this answer is about to become the first consent of a connection, so that no revocation ends it. A
 * connection that has a consent needs no claim: nothing of its account is revoked.
 *
 * @throws AppError `authorization_interrupted` when a revocation may have ended this grant already
 */
export async function claimAccount(
  ports: Ports,
  request: Pick<RequestIn<'answered'>, 'consumedAt'>,
  { id, existing }: { readonly id: string; readonly existing: Connection | null },
): Promise<void> {
  if (existing?.grant.kind === 'consent') return;
  const found = await readUse(ports, id);
  if (found?.value.kind === 'revoking' && found.value.until > request.consumedAt) {
    throw new AppError('authorization_interrupted');
  }
  const until = new Date(ports.clock.now().getTime() + PARKED_MS);
  const written = await writeUse(
    ports,
    { id, use: { kind: 'connecting', until } },
    found?.revision ?? null,
  );
  if (written === null) await claimAccount(ports, request, { id, existing });
}

const writeUse = (
  { store, clock }: Ports,
  { id, use }: { readonly id: string; readonly use: AccountUse },
  revision: string | null,
): Promise<string | null> => {
  const expiresAt = new Date(clock.now().getTime() + PARKED_MS);
  return store.writeRecord({ kind: ACCOUNT_RECORD, id, value: use, expiresAt }, revision);
};

import { AppError } from '../../errors.ts';
import type { RequestIn } from '../model/authorization-request.ts';
import type { Connection, Mailbox } from '../model/connection.ts';
import { connectionIdOf } from '../model/identifiers.ts';
import type { Ports } from '../model/ports.ts';
import { ACCOUNT_RECORD, type AccountUse } from '../model/records.ts';

/** Longer than a revocation can take with the provider's own time-outs. */
const REVOCATION_MS = 60 * 1000;

/** How long a parked answer may wait for its commit. */
const COMMIT_MS = 24 * 60 * 60 * 1000;

/**
 * Revokes the grant of a refused consent, when nobody has connected its account: otherwise it would stay alive at
 * Google with nobody to use it. Revoking one token ends every token of this account and client (RFC 7009 §2.1),
 * so it must be certain that no other consent of the account is being connected at the same moment.
 *
 * One record for each account decides: a commit writes `connecting` before it stores the first grant of a
 * connection, a revocation writes `revoking` before it asks Google, and each is a compare-and-set. Whoever
 * comes second sees the other. Nothing is revoked when that is not certain, and nothing is thrown.
 */
export async function revokeUnused(
  ports: Ports,
  { answer }: RequestIn<'answered'>,
  { subject }: Mailbox,
): Promise<void> {
  try {
    const id = connectionIdOf(subject);
    const use = await ports.store.readRecord(ACCOUNT_RECORD, id);
    const now = ports.clock.now().getTime();
    // Read after the record: a commit that the record does not show yet loses the compare-and-set.
    const connection = await ports.store.readConnection(id);
    if (connection && connection.value.status !== 'disconnected') return;
    // Another consent is being connected, or another revocation is on its way and ends this grant too.
    const isInUse = use !== null && now < use.value.until.getTime();
    if (isInUse && !isBeforeDisconnect(use.value, connection?.value ?? null)) return;
    const revoking = { kind: 'revoking', until: new Date(now + REVOCATION_MS) } as const;
    const revision = await writeUse(ports, { id, use: revoking }, use?.revision ?? null);
    if (revision === null) return;
    await ports.oauth.revoke(answer.refreshToken ?? answer.accessToken);
    // A consent from now on is not touched by the revocation.
    await writeUse(ports, { id, use: { kind: 'revoking', until: ports.clock.now() } }, revision);
  } catch {
    // The grant stays at Google, as if it had been refused after a crash.
  }
}

/** The commit of a consent that was claimed before the mailbox's disconnect has ended, or will be refused. */
function isBeforeDisconnect({ kind, until }: AccountUse, connection: Connection | null): boolean {
  const disconnectedAt = connection?.disconnectedAt;
  if (!disconnectedAt || kind !== 'connecting') return false;
  return until.getTime() - COMMIT_MS <= disconnectedAt.getTime();
}

/**
 * Says that this answer is about to become the first grant of a connection, so that no revocation ends it. A
 * connection that has a grant needs no claim: nothing of its account is revoked.
 *
 * @throws AppError `authorization_interrupted` when a revocation may have ended this grant already
 */
export async function claimAccount(
  ports: Ports,
  request: Pick<RequestIn<'answered'>, 'consumedAt'>,
  { id, existing }: { readonly id: string; readonly existing: Connection | null },
): Promise<void> {
  if (existing && existing.status !== 'disconnected') return;
  const found = await ports.store.readRecord(ACCOUNT_RECORD, id);
  if (found?.value.kind === 'revoking' && found.value.until > request.consumedAt) {
    throw new AppError('authorization_interrupted');
  }
  const until = new Date(ports.clock.now().getTime() + COMMIT_MS);
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
  const expiresAt = new Date(clock.now().getTime() + COMMIT_MS);
  return store.writeRecord({ kind: ACCOUNT_RECORD, id, value: use, expiresAt }, revision);
};

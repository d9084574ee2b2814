import { AppError, asAppError } from '../errors.ts';
import type { AccessToken, Connection, Grant } from './connection.ts';
import { destroyUnnamed } from './destroy-unnamed.ts';
import { type FailedOutcome, keepFailure } from './keep-failure.ts';
import { writeUnderLease } from './lease.ts';
import type { TokenAnswer } from './oauth-provider.ts';
import { persistently } from './persistently.ts';
import type { Ports, Versioned } from './ports.ts';
import { refreshDueAfter } from './schedule.ts';

/** What Google's answer made of a connection. */
export type GoogleOutcome =
  | { readonly kind: 'refreshed'; readonly token: AccessToken }
  | FailedOutcome;

/**
 * Asks Google for a new access token (RFC 6749 §6) and writes what comes of it, success or failure,
 * under the lease that the caller holds. Null: a newer generation took our place meanwhile, so that
 * ours counts for nothing.
 *
 * @throws AppError `store_unavailable` when not even the failure can be written
 */
export async function refreshUnderLease(
  ports: Ports,
  held: Versioned<Connection>,
): Promise<GoogleOutcome | null> {
  try {
    const grant = await readGrant(ports, held.value);
    const asked = ports.clock.now();
    const answer = await ports.oauth.refresh(grant.refreshToken);
    return await keepAnswer(ports, held, { grant, answer, asked });
  } catch (thrown) {
    return keepFailure(ports, held, asAppError(thrown));
  }
}

async function readGrant({ vault }: Ports, { grantVersion }: Connection): Promise<Grant> {
  const grant = grantVersion === null ? null : await vault.get(grantVersion);
  if (!grant) throw new AppError('grant_lost');
  return grant;
}

type Refreshed = { readonly grant: Grant; readonly answer: TokenAnswer; readonly asked: Date };

async function keepAnswer(
  ports: Ports,
  held: Versioned<Connection>,
  { grant, answer, asked }: Refreshed,
): Promise<GoogleOutcome | null> {
  const expiresAt = new Date(asked.getTime() + answer.expiresInSeconds * 1000);
  const token = { value: answer.accessToken, expiresAt };
  const grantVersion = await keepRotated(ports, held.value, { grant, answer });
  const change = (connection: Connection): Connection => ({
    ...connection,
    status: 'active',
    generation: connection.generation + 1,
    grantVersion,
    accessToken: token,
    refreshDueAt: refreshDueAfter(ports, asked, expiresAt),
    refreshedAt: asked,
    failure: null,
  });
  // A write that failed may have arrived all the same: what is stored decides, not what was answered.
  const kept = await persistently(ports, async () => {
    if (await writeUnderLease(ports, held, change)) return true;
    const stored = await ports.store.readConnection(held.value.id);
    return stored?.value.accessToken?.value === token.value;
  });
  if (grantVersion !== held.value.grantVersion) {
    // What cannot be destroyed now is an orphan that the next commit of this mailbox sweeps.
    const versions = [held.value.grantVersion, grantVersion];
    await destroyUnnamed(ports, held.value.id, versions).catch(() => null);
  }
  return kept ? { kind: 'refreshed', token } : null;
}

/** RFC 6749 §6: a new refresh token replaces the old one; a new version only when it changed. */
async function keepRotated(
  ports: Ports,
  { id, grantVersion }: Connection,
  { grant, answer }: Omit<Refreshed, 'asked'>,
): Promise<string | null> {
  const { refreshToken } = answer;
  if (!refreshToken || refreshToken === grant.refreshToken) return grantVersion;
  return persistently(ports, () => ports.vault.put(id, { ...grant, refreshToken }));
}

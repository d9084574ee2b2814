import { withRetry } from '../../concurrency/retry.ts';
import { AppError, asAppError } from '../../errors.ts';
import { type AccessToken, type Connection, domainOf, type Grant } from '../model/connection.ts';
import { destroyUnreferenced } from '../model/destroy-unreferenced.ts';
import { grantDigestsOf } from '../model/grant-digests.ts';
import type { TokenAnswer } from '../model/oauth-provider.ts';
import type { Ports } from '../model/ports.ts';
import { probeSoon, refreshDueAfter } from '../model/schedule.ts';
import type { Versioned } from '../model/store.ts';
import { isFree, writeUnderLease } from './lease.ts';
import { type FailedOutcome, recordFailure } from './record-failure.ts';
import type { RefreshPorts } from './refresh-ports.ts';
import type { RefreshTrigger } from './trigger.ts';

/** What Google's answer made of a connection. */
export type GoogleOutcome =
  | { readonly kind: 'refreshed'; readonly token: AccessToken }
  | FailedOutcome;

/**
 * Asks Google for a new access token (RFC 6749 §6) and writes what comes of it, success or failure,
 * under the lease that the caller holds. Null: a newer generation took our place meanwhile, so that
 * ours counts for nothing, or the lease ended before Google was asked.
 *
 * @throws AppError `store_unavailable` when not even the failure can be written
 */
export async function refreshUnderLease(
  ports: RefreshPorts,
  held: Versioned<Connection>,
  trigger: RefreshTrigger,
): Promise<GoogleOutcome | null> {
  try {
    const grant = await readGrant(ports, held.value);
    const asked = ports.clock.now();
    // A process that was suspended meanwhile: by now the lease may be another's.
    if (isFree(held.value.lease, asked)) return null;
    const answer = await ports.oauth.refresh(grant.refreshToken);
    return await storeTokens(ports, held, { grant, answer, asked, uses: trigger === 'use' });
  } catch (thrown) {
    const failing = { error: asAppError(thrown), reportedByGoogle: trigger === 'google' };
    return recordFailure(ports, held, failing);
  }
}

async function readGrant({ vault }: Ports, { grantVersion }: Connection): Promise<Grant> {
  const grant = grantVersion === null ? null : await vault.get(grantVersion);
  if (!grant) throw new AppError('grant_lost');
  return grant;
}

type Refreshed = {
  readonly grant: Grant;
  readonly answer: TokenAnswer;
  readonly asked: Date;
  readonly uses: boolean;
};

async function storeTokens(
  ports: RefreshPorts,
  held: Versioned<Connection>,
  { grant, answer, asked, uses }: Refreshed,
): Promise<GoogleOutcome | null> {
  const expiresAt = new Date(asked.getTime() + answer.expiresInSeconds * 1000);
  const token = { value: answer.accessToken, expiresAt };
  const kept = await storeRotatedToken(ports, held.value, { grant, answer });
  const change = (connection: Connection): Connection => {
    const usedAt = uses ? asked : connection.usedAt;
    return {
      ...connection,
      ...kept,
      status: 'active',
      generation: connection.generation + 1,
      accessToken: token,
      usedAt,
      refreshDueAt: refreshDueAfter(ports, { from: asked, expiresAt, usedAt }),
      probeDueAt: probeDueAfterSuccess(ports, connection, asked),
      refreshedAt: asked,
      failure: null,
    };
  };
  // A write that failed may have arrived all the same: what is stored decides, not what was answered.
  const stands = await withRetry(ports, async () => {
    if (await writeUnderLease(ports, held, change)) return true;
    const stored = await ports.store.readConnection(held.value.id);
    return stored?.value.accessToken?.value === token.value;
  });
  if (kept.grantVersion !== held.value.grantVersion) {
    // What cannot be destroyed now is an orphan that the next commit of this mailbox sweeps.
    const versions = [held.value.grantVersion, kept.grantVersion];
    await destroyUnreferenced(ports, held.value.id, versions).catch(() => null);
  }
  if (!stands) return null;
  const { id: connectionId, mailbox } = held.value;
  const domain = domainOf(mailbox.address);
  await ports.fleet.observe({ at: asked, connectionId, domain, error: null, isNew: true });
  return { kind: 'refreshed', token };
}

/** One that was dead is alive again, and one that failed its probe may have failed for its token. */
function probeDueAfterSuccess(
  ports: Pick<Ports, 'ids'>,
  { probe, probeDueAt, failure }: Connection,
  now: Date,
): Date {
  const soon = probeSoon(ports, now, false);
  const waits = probeDueAt !== null && !(failure && probe?.failure);
  return waits || (probeDueAt !== null && probeDueAt < soon) ? probeDueAt : soon;
}

/** RFC 6749 §6: a new refresh token replaces the old one; a new version only when it changed. */
async function storeRotatedToken(
  ports: Ports,
  { id, grantVersion, grantDigests }: Connection,
  { grant, answer }: Pick<Refreshed, 'grant' | 'answer'>,
): Promise<Pick<Connection, 'grantVersion' | 'grantDigests'>> {
  const { refreshToken } = answer;
  if (!refreshToken || refreshToken === grant.refreshToken) {
    // A connection from before digests were kept gets them here.
    const digests = grantDigests ?? grantDigestsOf(grant.refreshToken);
    return { grantVersion, grantDigests: digests };
  }
  const put = () => ports.vault.put(id, { ...grant, refreshToken });
  return {
    grantVersion: await withRetry(ports, put),
    grantDigests: grantDigestsOf(refreshToken),
  };
}

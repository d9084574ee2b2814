import { withRetry } from '../../concurrency/retry.ts';
import { type AppError, asAppError } from '../../errors.ts';
import { domainOf } from '../model/address.ts';
import {
  type AccessToken,
  type Connection,
  type ConnectionGrant,
  grantVersionOf,
} from '../model/connection.ts';
import { credentialOf } from '../model/credential.ts';
import { destroyUnreferenced } from '../model/destroy-unreferenced.ts';
import { dueByAnnouncement, grantEndAfter } from '../model/grant-end.ts';
import { accessTokenIn, type TokenAnswer } from '../model/oauth-provider.ts';
import type { Ports } from '../model/ports.ts';
import { revokeUnlessUsed } from '../model/revoke-unused.ts';
import { probeSoon, refreshDueAfter } from '../model/schedule.ts';
import type { Versioned } from '../model/store.ts';
import { sourceOf } from '../model/token-source.ts';
import { followAddress } from './follow-address.ts';
import { isFree, writeUnderLease } from './lease.ts';
import { type FailedOutcome, isNewFailure, judgeFailure, recordFailure } from './record-failure.ts';
import type { RefreshPorts } from './refresh-ports.ts';
import type { RefreshTrigger } from './trigger.ts';

/** What the token endpoint's answer made of a connection. */
export type GoogleOutcome =
  | { readonly kind: 'refreshed'; readonly token: AccessToken }
  | FailedOutcome;

/** Why a connection is refreshed, and who requested it. */
type Why = { readonly trigger: RefreshTrigger; readonly requestedBy?: string | null };

/**
 * Asks the token endpoint for a new access token and writes what comes of it, success or failure, under the
 * lease that the caller holds. Null: a newer generation is stored, so that this result counts for nothing,
 * or the lease ended before the endpoint was asked.
 *
 * @throws AppError `store_unavailable` when not even the failure can be written
 */
export async function refreshUnderLease(
  ports: RefreshPorts,
  held: Versioned<Connection>,
  { trigger, requestedBy = null }: Why,
): Promise<GoogleOutcome | null> {
  let rotated: string | null = null;
  let outcome: GoogleOutcome | null;
  try {
    const request = await sourceOf(ports.sources, held.value.grant).prepare(held.value);
    const askedAt = ports.clock.now();
    // If this process was suspended while it read the grant, the lease may be another's by now.
    if (isFree(held.value.lease, askedAt)) return null;
    const answer = await request.send();
    rotated = answer.refreshToken;
    const grant = await request.storeGrant(answer);
    const isUse = trigger === 'use';
    outcome = await storeTokens(ports, held, { grant, answer, askedAt, isUse, requestedBy });
  } catch (thrown) {
    const error = asAppError(thrown);
    const failing = { error, reportedByGoogle: trigger === 'google', requestedBy };
    const judged = await judgeFailure(ports, held.value, failing);
    const taken = judged.isDead
      ? await takeOver(ports, held, { error, trigger, requestedBy })
      : null;
    outcome = taken ?? (await recordFailure(ports, held, judged));
  }
  if (outcome === null && rotated) await revokeIfUnused(ports, held.value.id, rotated);
  return outcome;
}

/**
 * Revokes a rotated refresh token that came too late to be stored, because the mailbox was disconnected or
 * connected by delegation while Google answered: that revoked its predecessor, and only this process knows it. A
 * newer consent replaces it instead: revoking one token at Google would end the new grant of the same account too.
 */
async function revokeIfUnused(ports: Ports, id: string, refreshToken: string): Promise<void> {
  // The caller needs to hear what became of the mailbox, not that this failed.
  const unused = { id, token: refreshToken };
  await withRetry(ports, () => revokeUnlessUsed(ports, unused)).catch(() => null);
}

/**
 * Lets the connection's fallback take over from a consent that has died. Null: there is none, or it gets no token
 * either; then its owner has to hear why the consent died, and not why the fallback did not help.
 */
async function takeOver(
  ports: RefreshPorts,
  held: Versioned<Connection>,
  { error, trigger, requestedBy = null }: Why & { readonly error: AppError },
): Promise<GoogleOutcome | null> {
  const { fallback, grant, id: connectionId, mailbox } = held.value;
  if (!fallback || grant.kind !== 'consent') return null;
  try {
    const connection = { ...held.value, grant: fallback };
    const request = await sourceOf(ports.sources, fallback).prepare(connection);
    const askedAt = ports.clock.now();
    const refreshed = { grant: fallback, askedAt, isUse: trigger === 'use', requestedBy };
    const outcome = await storeTokens(ports, held, { ...refreshed, answer: await request.send() });
    // The consent was replaced meanwhile, so its refusal is not counted: it says nothing of the new consent.
    if (outcome === null) return null;
    const domain = domainOf(mailbox.address);
    const isNew = isNewFailure(held.value.failure, error);
    const refusal = { at: askedAt, connectionId, domain, error, isNew };
    await ports.fleets.of(credentialOf(held.value)).observe(refusal);
    return outcome;
  } catch {
    return null;
  }
}

type Refreshed = {
  readonly grant: ConnectionGrant;
  readonly answer: TokenAnswer;
  readonly askedAt: Date;
  readonly isUse: boolean;
  readonly requestedBy: string | null;
};

async function storeTokens(
  ports: RefreshPorts,
  held: Versioned<Connection>,
  refreshed: Refreshed,
): Promise<GoogleOutcome | null> {
  const { grant, answer, askedAt, requestedBy } = refreshed;
  const token = accessTokenIn(answer, askedAt);
  const write = {
    change: (connection: Connection) => withToken(ports, connection, { ...refreshed, token }),
    requestedBy,
  };
  // A write that failed may have arrived all the same: what is stored decides, not what was answered.
  const isStored = await withRetry(ports, async () => {
    if (await writeUnderLease(ports, held, write)) return true;
    const stored = await ports.store.readConnection(held.value.id);
    return stored?.value.accessToken?.value === token.value;
  });
  await destroyReplaced(ports, held.value, grant);
  if (!isStored) return null;
  await followAddress(ports, held.value, { idToken: answer.idToken, at: askedAt });
  const { id: connectionId, mailbox } = held.value;
  const domain = domainOf(mailbox.address);
  const watch = ports.fleets.of(credentialOf({ grant }));
  await watch.observe({ at: askedAt, connectionId, domain, error: null, isNew: true });
  return { kind: 'refreshed', token };
}

function withToken(
  ports: Ports,
  connection: Connection,
  { grant, answer, token, askedAt, isUse }: Refreshed & { readonly token: AccessToken },
): Connection {
  const usedAt = isUse ? askedAt : connection.usedAt;
  const { expiresAt } = token;
  const grantEnd =
    grant.kind === 'delegation' ? null : grantEndAfter(connection.grantEnd, answer, askedAt);
  const dueAt = refreshDueAfter(ports, { from: askedAt, expiresAt, usedAt });
  return {
    ...connection,
    grant,
    grantEnd,
    status: 'active',
    generation: connection.generation + 1,
    accessToken: token,
    usedAt,
    refreshDueAt: dueByAnnouncement({ ...connection, grantEnd }, dueAt, askedAt),
    probeDueAt: probeDueAfterSuccess(ports, connection, askedAt),
    refreshedAt: askedAt,
    failure: null,
  };
}

/** Destroys the version that the connection no longer names, when the refresh token was rotated. */
async function destroyReplaced(
  ports: Ports,
  held: Connection,
  grant: ConnectionGrant,
): Promise<void> {
  const [before, after] = [grantVersionOf(held), grantVersionOf({ grant })];
  if (before === after) return;
  // A version that cannot be destroyed now is swept at the next commit of this mailbox.
  await destroyUnreferenced(ports, held.id, [before, after]).catch(() => null);
}

/**
 * Keeps the planned probe. Probes soon if none was planned, because the grant was dead, or if refresh and probe
 * both failed: the probe may have failed for lack of a token.
 */
function probeDueAfterSuccess(
  ports: Pick<Ports, 'ids'>,
  { probe, probeDueAt, failure }: Connection,
  now: Date,
): Date {
  const soon = probeSoon(ports, now, false);
  const waits = probeDueAt !== null && !(failure && probe?.failure);
  return waits || (probeDueAt !== null && probeDueAt < soon) ? probeDueAt : soon;
}

import type { AuditEvent, ConnectionStatus } from '../../../shared/tokens/index.ts';
import { MAX_SKEW_MS } from './history.ts';
import { type Invariant, isNewConsent, tokenOf } from './observed-write.ts';

/** Only a consent after the disconnect makes a disconnected mailbox active. */
export const disconnectedStaysDisconnected: Invariant = (history, write) => {
  const { before, after } = write;
  if (before?.status !== 'disconnected' || after.status === 'disconnected') return null;
  if (!isNewConsent(write)) return 'revives a disconnected mailbox without a consent';
  const consented = history.issued.get(tokenOf(after) ?? '')?.at ?? 0;
  const since = before.disconnectedAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return consented < since - 2 * MAX_SKEW_MS ? 'connects by a consent from before' : null;
};

/** While Google refuses everybody, no refusal becomes a verdict for six hours. */
const FREEZE_MS = 6 * 60 * 60_000 - 2 * MAX_SKEW_MS;

/** A grant is called dead only after a refusal, and only if it is dead at Google. */
export const onlyDeadGrantsAreCalledDead: Invariant = (history, write) => {
  const { refusals, outageSince, noCanaryUntil, revoked } = history;
  const { before, after, at, process, refreshToken } = write;
  if (after.status !== 'needs_reconnect' || before?.status === after.status) return null;
  // A grant version that is missing in the vault counts as a refusal.
  const isRefused = !write.isInVault || refusals.has(`${process.name} ${refreshToken}`);
  if (!isRefused) return 'calls a grant dead that Google did not refuse';
  // At some time since the first refusal there was no other mailbox to compare with.
  const hadNoCanary = noCanaryUntil >= (after.failure?.since.getTime() ?? 0);
  // Google is wrong twice: it reports an older grant's end, and refuses everybody.
  const isMisreported = outageSince !== null && revoked.has(after.mailbox.subject);
  if (!write.isAlive || hadNoCanary || isMisreported) return null;
  const isLongOutage = outageSince !== null && at - outageSince >= FREEZE_MS;
  return isLongOutage ? null : 'calls a grant dead that is alive';
};

const STATUS_AFTER: Partial<Record<AuditEvent['kind'], ConnectionStatus>> = {
  connected: 'active',
  recovered: 'active',
  grants_near_cap: 'active',
  needs_reconnect: 'needs_reconnect',
  disconnected: 'disconnected',
};

/** Every change of status has its audit event, and only one. */
export const trailMatchesStatus: Invariant = ({ statusInTrail }, write) => {
  const { after, event } = write;
  const last = statusInTrail.get(after.id);
  const status = event && STATUS_AFTER[event.kind];
  if (status) statusInTrail.set(after.id, status);
  if (statusInTrail.get(after.id) !== after.status) return `${after.status} is not in the trail`;
  return status && status === last && !isNewConsent(write)
    ? `${event.kind} is in the trail twice`
    : null;
};

import type { AuditEvent, ConnectionStatus } from '../../../shared/tokens/index.ts';
import { MOST_SKEW_MS } from './ledger.ts';
import { isAnew, type Rule, tokenOf } from './write.ts';

export const disconnectedStaysSo: Rule = (ledger, write) => {
  const { before, after } = write;
  if (before?.status !== 'disconnected' || after.status === 'disconnected') return null;
  if (!isAnew(write)) return 'revives what was disconnected';
  const consented = ledger.brought.get(tokenOf(after) ?? '')?.at ?? 0;
  const since = before.disconnectedAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return consented < since - 2 * MOST_SKEW_MS ? 'connects by a consent from before' : null;
};

/** While everybody is refused nobody is believed, for some hours. */
const FREEZE_MS = 6 * 60 * 60_000 - 2 * MOST_SKEW_MS;

export const onlyTheDeadAreCalledDead: Rule = (ledger, write) => {
  const { refusals, outageSince, aloneUntil, revoked } = ledger;
  const { before, after, at, process, refreshToken } = write;
  if (after.status !== 'needs_reconnect' || before?.status === after.status) return null;
  // A version that is gone says the same as Google's refusal.
  const isRefused = !write.isThere || refusals.has(`${process.name} ${refreshToken}`);
  if (!isRefused) return 'calls a grant dead that nobody refused';
  // Of a fleet of one nobody can tell, and some time of the doubt it was one.
  const isAlone = aloneUntil >= (after.failure?.since.getTime() ?? 0);
  // Told of an older grant's end, and refusing all, Google is wrong twice.
  const isTold = outageSince !== null && revoked.has(after.mailbox.subject);
  if (!write.isAlive || isAlone || isTold) return null;
  const patient = outageSince !== null && at - outageSince >= FREEZE_MS;
  return patient ? null : 'calls a grant dead that is alive';
};

const STATUS_TOLD: Partial<Record<AuditEvent['kind'], ConnectionStatus>> = {
  connected: 'active',
  recovered: 'active',
  grants_near_cap: 'active',
  needs_reconnect: 'needs_reconnect',
  disconnected: 'disconnected',
};

export const trailTells: Rule = ({ told }, write) => {
  const { after, event } = write;
  const was = told.get(after.id);
  const status = event && STATUS_TOLD[event.kind];
  if (status) told.set(after.id, status);
  if (told.get(after.id) !== after.status) return `${after.status} is not told`;
  return status && status === was && !isAnew(write) ? `${event.kind} is told twice` : null;
};

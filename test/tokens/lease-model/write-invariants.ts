import type { Lease } from '../../../shared/tokens/index.ts';
import { versionIn } from '../../support/grant.ts';
import { type History, LEASE_MS, MAX_SKEW_MS, MIN_LEASE_MS, retiredOf } from './history.ts';
import { type Invariant, isNewConsent, type ObservedWrite, tokenOf } from './observed-write.ts';
import {
  disconnectedStaysDisconnected,
  onlyDeadGrantsAreCalledDead,
  trailMatchesStatus,
} from './status-invariants.ts';

/** Checks the invariants of every write, and notes it in the history. */
export function checkWrite(history: History, write: ObservedWrite): void {
  noteCanary(history, write);
  for (const invariant of INVARIANTS) {
    const broken = invariant(history, write);
    if (broken) history.violations.push(`${write.process.name}: ${broken}`);
  }
  noteLease(history, write);
  noteRetired(history, write);
}

/** A consent or a disconnect supersedes a refresh under way, whoever holds the lease. */
const supersedesLease = (write: ObservedWrite): boolean =>
  isNewConsent(write) || write.after.status === 'disconnected';

/** Whether the write stores a refresh: another access token without another consent. */
const isRefresh = (write: ObservedWrite): boolean =>
  !isNewConsent(write) &&
  tokenOf(write.after) !== null &&
  tokenOf(write.before) !== tokenOf(write.after);

/** The generation rises by one with each change of the grant, the status or the token. */
const generationRises: Invariant = (_, write) => {
  const { before, after } = write;
  const risen = after.generation - (before?.generation ?? 0);
  const changed =
    versionIn(before) !== versionIn(after) || before?.status !== after.status || isRefresh(write);
  return risen === 1 || (risen === 0 && !changed) ? null : `the generation rose by ${risen}`;
};

/** An access token or grant version that was replaced is never stored again. */
const nothingRetiredComesBack: Invariant = (history, write) => {
  const { before, after } = write;
  // Within the skew of two clocks nobody can say which of two consents is the newer.
  const between = after.consentedAt.getTime() - (before?.consentedAt.getTime() ?? 0);
  if (isNewConsent(write) && Math.abs(between) <= 2 * MAX_SKEW_MS) return null;
  const retired = retiredOf(history, after.id);
  const [token, version] = [tokenOf(after), versionIn(after)];
  if (token !== null && retired.has(token)) return `${token} came back`;
  return retired.has(version) ? `${version} came back` : null;
};

/**
 * A connection names a grant version that the vault holds. A dead one may be missing: a consent that
 * seemed newer may name a grant that Google revoked with the others.
 */
const grantIsInVault: Invariant = (_, { isAlive, isInVault }) =>
  isAlive && !isInVault ? 'names a grant that is gone' : null;

/** Only the lease's holder stores a refresh: of the generation and the grant that it leased. */
const refreshIsOfTheHolder: Invariant = (history, write) => {
  if (!isRefresh(write)) return null;
  const { before, after, process } = write;
  const held = history.leases.get(before?.lease?.owner ?? '');
  if (held?.process !== process) return 'stores a refresh without the lease';
  if (held.generation !== before?.generation) return 'stores a refresh of an older generation';
  const by = history.issued.get(tokenOf(after) ?? '')?.by;
  return by === held.refreshToken ? null : 'stores a token of another grant';
};

/** A lease is not prolonged, not taken over before its time, and released by its holder only. */
const leaseIsRespected: Invariant = (history, write) => {
  const [was, is] = [write.before?.lease ?? null, write.after.lease];
  if (was === null) return null;
  const held = history.leases.get(was.owner);
  if (is?.owner === was.owner) return isSame(was, is) ? null : 'prolongs a lease';
  if (is) {
    const age = write.at - (held?.takenAt ?? 0);
    return age < MIN_LEASE_MS ? `takes a lease over after ${age} ms` : null;
  }
  return supersedesLease(write) || held?.process === write.process
    ? null
    : 'releases the lease of another';
};

const isSame = (one: Lease, other: Lease): boolean =>
  one.expiresAt.getTime() === other.expiresAt.getTime();

const INVARIANTS: readonly Invariant[] = [
  generationRises,
  nothingRetiredComesBack,
  grantIsInVault,
  refreshIsOfTheHolder,
  leaseIsRespected,
  disconnectedStaysDisconnected,
  onlyDeadGrantsAreCalledDead,
  trailMatchesStatus,
];

function noteLease({ leases }: History, write: ObservedWrite): void {
  const { before, after, process, refreshToken } = write;
  const [was, is] = [before?.lease ?? null, after.lease];
  if (was?.owner === is?.owner) return;
  const ended = was && leases.get(was.owner);
  if (ended) {
    ended.end = is ? 'taken over' : supersedesLease(write) ? 'superseded' : 'released';
  }
  if (!is) return;
  leases.set(is.owner, {
    process,
    connectionId: after.id,
    generation: after.generation,
    refreshToken,
    takenAt: is.expiresAt.getTime() - LEASE_MS - process.skewMs,
    failedCallsBefore: process.failedCalls,
    refresh: 'not sent',
    end: null,
  });
}

/** A canary is another active mailbox, seen from either of the two. */
function noteCanary(history: History, { after, at }: ObservedWrite): void {
  const others = [...history.statusInTrail].filter(([id]) => id !== after.id);
  if (!others.some(([, status]) => status === 'active')) history.noCanaryUntil = at;
  if (history.statusInTrail.get(after.id) !== 'active') history.noCanaryUntil = at;
}

function noteRetired(history: History, { before, after }: ObservedWrite): void {
  const retired = retiredOf(history, after.id);
  for (const old of [tokenOf(before), versionIn(before)]) if (old) retired.add(old);
  for (const current of [tokenOf(after), versionIn(after)]) if (current) retired.delete(current);
}

import type { Lease } from '../../../shared/tokens/index.ts';
import { versionIn } from '../../support/grant.ts';
import { LEASE_MS, LEAST_LEASE_MS, type Ledger, MOST_SKEW_MS, retiredOf } from './ledger.ts';
import { disconnectedStaysSo, onlyTheDeadAreCalledDead, trailTells } from './status-rules.ts';
import { isAnew, type Rule, tokenOf, type Write } from './write.ts';

/** What every write must keep to, whoever makes it and however late. */
export function watchWrite(ledger: Ledger, write: Write): void {
  noteAlone(ledger, write);
  for (const rule of RULES) {
    const broken = rule(ledger, write);
    if (broken) ledger.violations.push(`${write.process.name}: ${broken}`);
  }
  noteLease(ledger, write);
  noteRetired(ledger, write);
}

/** An owner's newer decision ends whatever was under way. */
const isOverruled = (write: Write): boolean =>
  isAnew(write) || write.after.status === 'disconnected';

/** A refresh that was kept: another access token without another consent. */
const isRefresh = (write: Write): boolean =>
  !isAnew(write) && tokenOf(write.after) !== null && tokenOf(write.before) !== tokenOf(write.after);

const generationRises: Rule = (_, write) => {
  const { before, after } = write;
  const risen = after.generation - (before?.generation ?? 0);
  const changed =
    versionIn(before) !== versionIn(after) || before?.status !== after.status || isRefresh(write);
  return risen === 1 || (risen === 0 && !changed) ? null : `the generation rose by ${risen}`;
};

const nothingOldComesBack: Rule = (ledger, write) => {
  const { before, after } = write;
  // Which of two consents is the newer nobody can tell when clocks differ by more.
  const between = after.consentedAt.getTime() - (before?.consentedAt.getTime() ?? 0);
  if (isAnew(write) && Math.abs(between) <= 2 * MOST_SKEW_MS) return null;
  const retired = retiredOf(ledger, after.id);
  const [token, version] = [tokenOf(after), versionIn(after)];
  if (token !== null && retired.has(token)) return `${token} came back`;
  return retired.has(version) ? `${version} came back` : null;
};

/** What Google revoked with the rest may be named by a consent that seemed newer, and be gone. */
const grantIsThere: Rule = (_, { isAlive, isThere }) =>
  isAlive && !isThere ? 'names a grant that is gone' : null;

const refreshIsOfTheHolder: Rule = (ledger, write) => {
  if (!isRefresh(write)) return null;
  const { before, after, process } = write;
  const held = ledger.leases.get(before?.lease?.owner ?? '');
  if (held?.process !== process) return 'keeps a refresh without the lease';
  if (held.generation !== before?.generation) return 'keeps a refresh of an older generation';
  const by = ledger.brought.get(tokenOf(after) ?? '')?.by;
  return by === held.refreshToken ? null : 'keeps a token of another grant';
};

const leaseIsRespected: Rule = (ledger, write) => {
  const [was, is] = [write.before?.lease ?? null, write.after.lease];
  if (was === null) return null;
  const held = ledger.leases.get(was.owner);
  if (is?.owner === was.owner) return isSame(was, is) ? null : 'prolongs a lease';
  if (is) {
    const age = write.at - (held?.takenAt ?? 0);
    return age < LEAST_LEASE_MS ? `takes a lease over after ${age} ms` : null;
  }
  return isOverruled(write) || held?.process === write.process
    ? null
    : 'gives back the lease of another';
};

const isSame = (one: Lease, other: Lease): boolean =>
  one.expiresAt.getTime() === other.expiresAt.getTime();

const RULES: readonly Rule[] = [
  generationRises,
  nothingOldComesBack,
  grantIsThere,
  refreshIsOfTheHolder,
  leaseIsRespected,
  disconnectedStaysSo,
  onlyTheDeadAreCalledDead,
  trailTells,
];

function noteLease({ leases }: Ledger, write: Write): void {
  const { before, after, process, refreshToken } = write;
  const [was, is] = [before?.lease ?? null, after.lease];
  if (was?.owner === is?.owner) return;
  const ended = was && leases.get(was.owner);
  if (ended) {
    ended.end = is ? 'taken over' : isOverruled(write) ? 'overruled' : 'given back';
  }
  if (!is) return;
  leases.set(is.owner, {
    process,
    connectionId: after.id,
    generation: after.generation,
    refreshToken,
    takenAt: is.expiresAt.getTime() - LEASE_MS - process.skewMs,
    troubles: process.troubles,
    asked: 'not yet',
    end: null,
  });
}

function noteAlone(ledger: Ledger, { after, at }: Write): void {
  const others = [...ledger.told].filter(([id]) => id !== after.id);
  if (!others.some(([, status]) => status === 'active')) ledger.aloneUntil = at;
  if (ledger.told.get(after.id) !== 'active') ledger.aloneUntil = at;
}

function noteRetired(ledger: Ledger, { before, after }: Write): void {
  const retired = retiredOf(ledger, after.id);
  for (const old of [tokenOf(before), versionIn(before)]) if (old) retired.add(old);
  for (const current of [tokenOf(after), versionIn(after)]) if (current) retired.delete(current);
}

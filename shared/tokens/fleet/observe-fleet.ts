import type { AppError } from '../../errors.ts';
import type { Method } from '../model/connection.ts';
import { methodOf } from '../model/credential.ts';
import type { DomainRefusals, Fleet, Tally } from '../model/fleet.ts';
import { classOf, signatureOf } from './failure-class.ts';

const MINUTE_MS = 60 * 1000;
/** Far more than a decision needs; an older tally says nothing of now. */
const TALLIES = 60;
const DOMAINS = 200;
const DOMAIN_MS = 24 * 60 * MINUTE_MS;

/** How one refresh ended. */
export type Observation = {
  readonly at: Date;
  readonly connectionId: string;
  /** The domain of the mailbox's address. */
  readonly domain: string;
  /** Null: it succeeded. */
  readonly error: Pick<AppError, 'code' | 'upstream'> | null;
  /** False: it failed with this signature before, and is counted already. */
  readonly isNew: boolean;
  /** Google had reported it: the refusal says something of its domain, and nothing of the fleet. */
  readonly reportedByGoogle?: boolean;
};

/**
 * The observations that say something of the whole fleet. A refusal that Google reported beforehand is about
 * one mailbox or its domain.
 */
export const countedForFleet = (
  observations: readonly Observation[],
  method: Method,
): readonly Observation[] =>
  observations.filter(
    ({ reportedByGoogle, error }) => !(reportedByGoogle && error && isRefusal(error, method)),
  );

const isRefusal = (error: NonNullable<Observation['error']>, method: Method): boolean =>
  classOf(error, method) === 'grant';

/** The fleet after these observations, but for its breaker, which `judgeFleet` sets. */
export function observeFleet(fleet: Fleet, observations: readonly Observation[]): Fleet {
  const counted = countedForFleet(observations, methodOf(fleet.credential));
  const last = counted.findLast(({ error }) => error === null)?.at ?? null;
  const failure = counted.findLast(({ error }) => error !== null)?.error;
  return {
    ...fleet,
    tallies: tallied(fleet.tallies, counted),
    succeededAt: later(fleet.succeededAt, last),
    lastFailure: failure ? { code: failure.code, upstream: failure.upstream } : fleet.lastFailure,
    domains: domainsAfter(fleet, observations),
  };
}

const later = (one: Date | null, other: Date | null): Date | null =>
  one && other ? new Date(Math.max(one.getTime(), other.getTime())) : (one ?? other);

const minuteOf = (at: Date): number => Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;

function tallied(
  tallies: readonly Tally[],
  observations: readonly Observation[],
): readonly Tally[] {
  const minutes = new Map(
    tallies.map(({ minute, succeeded, failed }) => [
      minute.getTime(),
      { succeeded, failed: { ...failed } },
    ]),
  );
  for (const { at, error } of observations.filter(({ isNew }) => isNew)) {
    const minute = minuteOf(at);
    const tally = minutes.get(minute) ?? { succeeded: 0, failed: {} };
    minutes.set(minute, tally);
    if (error) tally.failed[signatureOf(error)] = (tally.failed[signatureOf(error)] ?? 0) + 1;
    else tally.succeeded += 1;
  }
  return [...minutes]
    .toSorted(([one], [other]) => one - other)
    .slice(-TALLIES)
    .map(([minute, tally]) => ({ minute: new Date(minute), ...tally }));
}

function domainsAfter(
  { domains, credential }: Fleet,
  observations: readonly Observation[],
): Fleet['domains'] {
  const now = observations.at(-1)?.at;
  if (!now) return domains;
  const known = new Map(
    Object.entries(domains).filter(([, { firstAt }]) => isRecent(firstAt, now)),
  );
  for (const observation of observations.filter(({ isNew }) => isNew)) {
    const { domain, error } = observation;
    const before = known.get(domain);
    const refused = error !== null && isRefusal(error, methodOf(credential));
    if (refused) known.set(domain, withRefusal(before, observation));
    else if (before && !error) known.set(domain, { ...before, succeeded: before.succeeded + 1 });
  }
  return Object.fromEntries([...known].slice(-DOMAINS));
}

const isRecent = (at: Date, now: Date): boolean => now.getTime() - at.getTime() < DOMAIN_MS;

const LEAST_REFUSED = 3;

function withRefusal(
  before: DomainRefusals | undefined,
  { at, connectionId }: Observation,
): DomainRefusals {
  const { firstAt = at, refused = 0, succeeded = 0, connectionIds = [] } = before ?? {};
  const known = new Set([...connectionIds, connectionId]);
  return {
    firstAt,
    refused: refused + 1,
    connectionIds: [...known].slice(0, LEAST_REFUSED),
    succeeded,
  };
}

/** A policy may leave out one mailbox in ten, such as one that was refreshed a moment before. */
const MOST_SUCCEEDED = 0.1;

/**
 * Was most of this domain refused at once? Then it was a policy, and not three owners. Null: too few were
 * refused lately to tell, so that the earlier finding stands.
 */
export function isWholeDomain(fleet: Fleet, domain: string): boolean | null {
  const of = fleet.domains[domain];
  if (!of || of.connectionIds.length < LEAST_REFUSED) return null;
  return of.succeeded <= of.refused * MOST_SUCCEEDED;
}

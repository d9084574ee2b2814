import type { CredentialId } from '../model/credential.ts';
import type { Fleet } from '../model/fleet.ts';
import type { Ports } from '../model/ports.ts';
import {
  fleetAfter,
  type PendingObservations,
  readFleet,
  updateFleetRecord,
} from './fleet-record.ts';
import type { Observation } from './observe-fleet.ts';

/** How old an instance's copy of the record may be, and how long its observations may wait. */
const FRESH_MS = 10 * 1000;
const MANY = 500;
/** While nothing can be written, only the newest observations are kept for later. */
const MOST_PENDING = 5000;

/** One fleet, as one instance knows it. It never fails. */
export type FleetWatch = {
  /**
   * The fleet as stored at most some seconds ago, with the observations of this instance since; null when it
   * cannot be read now.
   */
  look(): Promise<Fleet | null>;
  /** Notes how one refresh ended, for all instances to know within seconds. */
  observe(observation: Observation): Promise<void>;
  /** Writes all pending observations now. */
  share(): Promise<void>;
  /** Drops this instance's copy of the record: somebody else wrote to it. */
  forget(): void;
  /** Notes that at this moment a refused mailbox had no canary. */
  noteNoCanary(at: Date): Promise<void>;
};

type Known = { readonly fleet: Fleet; readonly at: number };

/**
 * Watches a fleet through its one record, which is read and written every few seconds and never once a
 * refresh. Observations that cannot be written now are kept and written later.
 */
export function createFleetWatch(ports: Ports, credential: CredentialId): FleetWatch {
  const { clock } = ports;
  let known: Known | null = null;
  let pending: PendingObservations = NOTHING_PENDING;
  /** On their way to the record: a read at this moment may or may not include them. */
  let flushing: PendingObservations = NOTHING_PENDING;
  const isFresh = (): boolean => {
    const age = known && clock.now().getTime() - known.at;
    // Negative: the clock was put back.
    return age !== null && age >= 0 && age < FRESH_MS;
  };

  const read = singleFlight(async (): Promise<Fleet | null> => {
    const before = known;
    const fleet = await readFleet(ports, credential);
    // What was written during the read is newer than what was read.
    if (known === before && fleet) known = { fleet, at: clock.now().getTime() };
    return known === before ? fleet : (known?.fleet ?? null);
  });

  const flush = singleFlight(async (): Promise<void> => {
    if (!needsFlush(known, pending, clock.now())) return;
    [flushing, pending] = [pending, NOTHING_PENDING];
    try {
      const fleet = await updateFleetRecord(ports, credential, flushing);
      known = { fleet, at: clock.now().getTime() };
    } catch {
      // The store fails: the observations are written later.
      pending = merge(flushing, pending);
    }
    flushing = NOTHING_PENDING;
  });

  /** A flush that is running may have begun before the newest observation. */
  const flushAll = async (): Promise<void> => {
    await flush.running();
    await flush();
  };

  return {
    look: async () => {
      const fleet = known && isFresh() ? known.fleet : await read();
      return fleet && fleetAfter(fleet, merge(flushing, pending), clock.now());
    },
    share: flushAll,
    forget: () => {
      known = null;
    },
    observe: async (observation) => {
      pending = merge(pending, { observations: [observation], noCanaryAt: null });
      const isDue = !isFresh() || pending.observations.length >= MANY;
      if (isDue && !flush.running()) await flush();
    },
    noteNoCanary: async (at) => {
      pending = merge(pending, { observations: [], noCanaryAt: at });
      await flushAll();
    },
  };
}

/** The fleets of all credentials, each watched from its first use on. */
export type FleetWatches = {
  of(credential: CredentialId): FleetWatch;
  /** Writes all pending observations of every fleet now. */
  share(): Promise<void>;
};

export function createFleetWatches(ports: Ports): FleetWatches {
  const watches = new Map<CredentialId, FleetWatch>();
  const of = (credential: CredentialId): FleetWatch => {
    const watch = watches.get(credential) ?? createFleetWatch(ports, credential);
    watches.set(credential, watch);
    return watch;
  };
  return {
    of,
    share: async () => {
      await Promise.all([...watches.values()].map((watch) => watch.share()));
    },
  };
}

const NOTHING_PENDING: PendingObservations = { observations: [], noCanaryAt: null };

const merge = (earlier: PendingObservations, later: PendingObservations): PendingObservations => ({
  observations: [...earlier.observations, ...later.observations].slice(-MOST_PENDING),
  noCanaryAt: later.noCanaryAt ?? earlier.noCanaryAt,
});

/** Time alone may open the breaker. */
function needsFlush(
  known: Known | null,
  { observations, noCanaryAt }: PendingObservations,
  now: Date,
): boolean {
  if (observations.length > 0 || noCanaryAt) return true;
  if (!known) return false;
  const { breaker } = fleetAfter(known.fleet, NOTHING_PENDING, now);
  return (breaker === null) !== (known.fleet.breaker === null);
}

/** However many call at once, the work is done once, and all get its result. */
function singleFlight<T>(work: () => Promise<T>): { (): Promise<T>; running(): Promise<T> | null } {
  let running: Promise<T> | null = null;
  const run = (): Promise<T> => {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  };
  return Object.assign(run, { running: () => running });
}

import type { Fleet } from '../model/fleet.ts';
import type { Ports } from '../model/ports.ts';
import {
  fleetAfter,
  type PendingObservations,
  readFleet,
  updateFleetRecord,
} from './fleet-record.ts';
import type { Observation } from './observe-fleet.ts';

/** How old what an instance knows of the fleet may be, and how long it keeps news to itself. */
const FRESH_MS = 10 * 1000;
const MANY = 500;
/** While nothing can be told, no more than this is kept to be told later: the newest. */
const MOST_KEPT = 5000;

/** What all instances know together of the fleet, seen from one of them. It never fails. */
export type FleetWatch = {
  /**
   * The fleet as stored a few seconds ago at most, with what this instance has seen since; null when
   * that cannot be read now.
   */
  look(): Promise<Fleet | null>;
  /** Notes how one refresh ended, for all others to know within seconds. */
  observe(observation: Observation): Promise<void>;
  /** Tells now what was noted. */
  share(): Promise<void>;
  /** At this moment a refused mailbox had no other beside it that could be asked. */
  noteNoCanary(at: Date): Promise<void>;
};

type Known = { readonly fleet: Fleet; readonly at: number };

/**
 * Watches the fleet by one small record, `fleet/current`, read and written every few seconds and never
 * once a refresh. What cannot be written now is kept and told later.
 */
export function createFleetWatch(ports: Ports): FleetWatch {
  const { clock } = ports;
  let known: Known | null = null;
  let pending: PendingObservations = NOTHING_PENDING;
  /** On its way to the record: it may or may not be in what is read meanwhile. */
  let flushing: PendingObservations = NOTHING_PENDING;
  const isFresh = (): boolean => {
    const age = known && clock.now().getTime() - known.at;
    // Negative: the clock was put back.
    return age !== null && age >= 0 && age < FRESH_MS;
  };

  const read = singleFlight(async (): Promise<Fleet | null> => {
    const before = known;
    const fleet = await readFleet(ports);
    // What was told meanwhile is newer than what was read.
    if (known === before && fleet) known = { fleet, at: clock.now().getTime() };
    return known === before ? fleet : (known?.fleet ?? null);
  });

  const share = singleFlight(async (): Promise<void> => {
    if (!needsFlush(known, pending, clock.now())) return;
    [flushing, pending] = [pending, NOTHING_PENDING];
    try {
      known = { fleet: await updateFleetRecord(ports, flushing), at: clock.now().getTime() };
    } catch {
      // The store is unwell: others hear of it later.
      pending = merge(flushing, pending);
    }
    flushing = NOTHING_PENDING;
  });

  /** One that is under way may have begun before our news. */
  const shareAll = async (): Promise<void> => {
    await share.running();
    await share();
  };

  return {
    look: async () => {
      const fleet = known && isFresh() ? known.fleet : await read();
      return fleet && fleetAfter(fleet, merge(flushing, pending), clock.now());
    },
    share: shareAll,
    observe: async (observation) => {
      pending = merge(pending, { observations: [observation], noCanaryAt: null });
      const isDue = !isFresh() || pending.observations.length >= MANY;
      if (isDue && !share.running()) await share();
    },
    noteNoCanary: async (at) => {
      pending = merge(pending, { observations: [], noCanaryAt: at });
      await shareAll();
    },
  };
}

const NOTHING_PENDING: PendingObservations = { observations: [], noCanaryAt: null };

const merge = (earlier: PendingObservations, later: PendingObservations): PendingObservations => ({
  observations: [...earlier.observations, ...later.observations].slice(-MOST_KEPT),
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

/** However many ask at once, the work is done once, and all get what it brings. */
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

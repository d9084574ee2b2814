import type { Fleet } from '../model/fleet.ts';
import type { Ports } from '../model/ports.ts';
import { fleetAfter, type News, readFleet, tellFleet } from './fleet-record.ts';
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
  noteAlone(at: Date): Promise<void>;
};

type Known = { readonly fleet: Fleet; readonly at: number };

/**
 * Watches the fleet by one small record, `fleet/current`, read and written every few seconds and never
 * once a refresh. What cannot be written now is kept and told later.
 */
export function createFleetWatch(ports: Ports): FleetWatch {
  const { clock } = ports;
  let known: Known | null = null;
  let news: News = NO_NEWS;
  /** On its way to the record: it may or may not be in what is read meanwhile. */
  let telling: News = NO_NEWS;
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
    if (!hasNews(known, news, clock.now())) return;
    [telling, news] = [news, NO_NEWS];
    try {
      known = { fleet: await tellFleet(ports, telling), at: clock.now().getTime() };
    } catch {
      // The store is unwell: others hear of it later.
      news = joined(telling, news);
    }
    telling = NO_NEWS;
  });

  /** One that is under way may have begun before our news. */
  const shareAll = async (): Promise<void> => {
    await share.running();
    await share();
  };

  return {
    look: async () => {
      const fleet = known && isFresh() ? known.fleet : await read();
      return fleet && fleetAfter(fleet, joined(telling, news), clock.now());
    },
    share: shareAll,
    observe: async (observation) => {
      news = joined(news, { observations: [observation], aloneAt: null });
      const isDue = !isFresh() || news.observations.length >= MANY;
      if (isDue && !share.running()) await share();
    },
    noteAlone: async (at) => {
      news = joined(news, { observations: [], aloneAt: at });
      await shareAll();
    },
  };
}

const NO_NEWS: News = { observations: [], aloneAt: null };

const joined = (earlier: News, later: News): News => ({
  observations: [...earlier.observations, ...later.observations].slice(-MOST_KEPT),
  aloneAt: later.aloneAt ?? earlier.aloneAt,
});

/** Time alone may open the breaker. */
function hasNews(known: Known | null, { observations, aloneAt }: News, now: Date): boolean {
  if (observations.length > 0 || aloneAt) return true;
  if (!known) return false;
  const { breaker } = fleetAfter(known.fleet, NO_NEWS, now);
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

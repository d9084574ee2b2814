import { AppError } from '../errors.ts';
import { type Fleet, NEW_FLEET } from './fleet.ts';
import { judgeFleet } from './judge-fleet.ts';
import { auditEvent } from './make-event.ts';
import { type Observation, observeFleet } from './observe-fleet.ts';
import type { Ports } from './ports.ts';
import type { Versioned } from './versioned.ts';
import { withoutFuture } from './without-future.ts';

/** How old what an instance knows of the fleet may be, and how long it keeps news to itself. */
const FRESH_MS = 10 * 1000;
const MOST_PENDING = 500;
const ATTEMPTS = 5;

/** What all instances know together of the fleet, seen from one of them. */
export type FleetWatch = {
  /** The fleet as stored a few seconds ago at most, with what this instance has seen since. */
  look(): Promise<Fleet>;
  /** Notes how one refresh ended, for all others to know within seconds. */
  observe(observation: Observation): Promise<void>;
  /** Tells now what was noted. */
  share(): Promise<void>;
  /** A refused mailbox has no other beside it that could be asked. */
  noteAlone(): Promise<void>;
};

/**
 * Watches the fleet by one small record, `fleet/current`, read and written every few seconds and never
 * once a refresh. What cannot be written now is kept and told later: the watch never fails a refresh.
 */
export function createFleetWatch(ports: Ports): FleetWatch {
  let known: { readonly fleet: Fleet; readonly at: number } | null = null;
  let pending: Observation[] = [];
  let alone = false;
  let sharing: Promise<void> | null = null;
  const isFresh = (): boolean => {
    const age = known && ports.clock.now().getTime() - known.at;
    // Negative: the clock was put back.
    return age !== null && age >= 0 && age < FRESH_MS;
  };
  const keep = (fleet: Fleet): Fleet => {
    known = { fleet, at: ports.clock.now().getTime() };
    return fleet;
  };

  /** Time alone may open the breaker. */
  const hasNews = (): boolean =>
    known !== null &&
    (known.fleet.breaker === null) !==
      (observed(known.fleet, [], ports.clock.now()).breaker === null);

  const shareOnce = async (): Promise<void> => {
    const [told, wasAlone] = [pending, alone];
    if (told.length === 0 && !wasAlone && !hasNews()) return;
    [pending, alone] = [[], false];
    try {
      keep(await writeFleet(ports, told, wasAlone));
    } catch {
      // The store is unwell: others hear of it later.
      [pending, alone] = [[...told, ...pending], alone || wasAlone];
    }
  };
  const share = async (): Promise<void> => {
    await sharing;
    sharing = shareOnce().finally(() => {
      sharing = null;
    });
    await sharing;
  };
  const look = async (): Promise<Fleet> => {
    if (known && isFresh()) return observed(known.fleet, pending, ports.clock.now());
    const found = await ports.store.readRecord('fleet', 'current');
    return observed(keep(found?.value ?? NEW_FLEET), pending, ports.clock.now());
  };

  return {
    look,
    share,
    observe: async (observation) => {
      pending.push(observation);
      if (!isFresh() || pending.length >= MOST_PENDING) await share();
    },
    noteAlone: async () => {
      alone = true;
      await share();
    },
  };
}

const observed = (fleet: Fleet, observations: readonly Observation[], now: Date): Fleet =>
  judgeFleet(observeFleet(withoutFuture(fleet, now), observations), observations, now);

async function writeFleet(
  ports: Ports,
  observations: readonly Observation[],
  alone: boolean,
): Promise<Fleet> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await ports.store.readRecord('fleet', 'current');
    const now = ports.clock.now();
    const next = observed(found?.value ?? NEW_FLEET, observations, now);
    const value = alone ? { ...next, aloneAt: now } : next;
    const record = { kind: 'fleet' as const, id: 'current', value, expiresAt: null };
    const event = changeOf(ports, found, value);
    if ((await ports.store.writeRecord(record, found?.revision ?? null, event)) !== null) {
      return value;
    }
  }
  throw new AppError('store_conflict');
}

/** The event of a breaker that opened or closed: the one alert, and its end. */
function changeOf(ports: Ports, found: Versioned<Fleet> | null, { breaker }: Fleet) {
  const before = found?.value.breaker ?? null;
  if (breaker && !before) {
    const failure = { ...breaker, wholeDomain: false };
    return auditEvent(ports, 'fleet_paused', { of: null, failure });
  }
  return before && !breaker ? auditEvent(ports, 'fleet_resumed', { of: null }) : null;
}

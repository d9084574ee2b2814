import type fc from 'fast-check';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { Clock } from '../../../shared/tokens/index.ts';

/** What becomes of one call: it is answered, refused, loses its answer, or arrives late. */
type CallOutcome = 'answered' | 'refused' | 'answer lost' | 'late';

/** One process. Its clock is ahead or behind by `skewMs`. */
export type Process = {
  readonly name: string;
  readonly skewMs: number;
  readonly isDead: () => boolean;
  /** How many of its calls failed. */
  failedCalls: number;
  /** Resolves when the process dies. */
  readonly death: Promise<'died'>;
  die(): void;
};

/** The true time, the order of events, and which calls fail. */
export type Simulation = {
  now(): number;
  pass(milliseconds: number): void;
  /** Waits until the scheduler picks this event. Returns at once while nothing is interleaved. */
  turn(label: string): Promise<void>;
  /** While false, every call happens in program order and none fails. */
  interleaves: boolean;
  drawOutcome(): CallOutcome;
};

const START = Date.parse('2026-01-01T00:00:00Z');

/** @param random decides which calls fail, and how */
export function createSimulation(scheduler: fc.Scheduler, random: () => number): Simulation {
  let now = START;
  const simulation: Simulation = {
    interleaves: false,
    now: () => now,
    pass: (milliseconds) => {
      now += milliseconds;
    },
    turn: (label) =>
      simulation.interleaves ? scheduler.schedule(Promise.resolve(), label) : Promise.resolve(),
    drawOutcome: () => {
      const drawn = simulation.interleaves ? random() : 1;
      if (drawn < 0.02) return 'refused';
      if (drawn < 0.04) return 'answer lost';
      return drawn < 0.06 ? 'late' : 'answered';
    },
  };
  return simulation;
}

export function createProcess(name: string, skewMs: number): Process {
  let dead = false;
  let end: (end: 'died') => void = () => {};
  const death = new Promise<'died'>((resolve) => {
    end = resolve;
  });
  const die = (): void => {
    dead = true;
    end('died');
  };
  return { name, skewMs, isDead: () => dead, failedCalls: 0, death, die };
}

const NEVER = new Promise<never>(() => {});
/** A sleep lasts this many times too long, so that code which polls takes few turns. */
const OVERSLEEP = 5;

/** The simulated time as one process's clock shows it. */
export const clockOf = (simulation: Simulation, process: Process): Clock => ({
  now: () => new Date(simulation.now() + process.skewMs),
  sleep: async (milliseconds) => {
    const until = simulation.now() + milliseconds * OVERSLEEP;
    await simulation.turn(`${process.name} wakes`);
    if (process.isDead()) return NEVER;
    simulation.pass(Math.max(0, until - simulation.now()));
  },
});

/** These methods make no call over the network. */
const IN_MEMORY = new Set<string | symbol>(['authorizationUrl', 'isPrimary']);

type NetworkLink = {
  readonly process: Process;
  /** The error that a failed call throws. */
  readonly failure: ErrorCode;
  /** How long a call travels. */
  readonly milliseconds: number;
};

/**
 * A port behind a network. A call arrives in one turn and is answered in another. A late call arrives
 * after its caller has given up, or died: what a process sent before its death still takes effect.
 */
export function overNetwork<T extends object>(
  simulation: Simulation,
  port: T,
  link: NetworkLink,
): T {
  const { process } = link;
  const call = async (label: string, work: () => unknown): Promise<unknown> => {
    if (process.isDead()) return NEVER;
    const outcome = simulation.drawOutcome();
    if (outcome !== 'answered') process.failedCalls += 1;
    const arriving = outcome === 'refused' ? null : arrive(label, work);
    // Nobody waits for a late call, so its error must not count as unhandled.
    arriving?.catch(() => null);
    if (outcome === 'answered' || outcome === 'answer lost') await arriving?.catch(() => null);
    await simulation.turn(`${label}: ${outcome}`);
    if (process.isDead()) return NEVER;
    if (outcome !== 'answered') throw new AppError(link.failure);
    return arriving;
  };
  const arrive = async (label: string, work: () => unknown): Promise<unknown> => {
    await simulation.turn(label);
    simulation.pass(link.milliseconds);
    return work();
  };
  return new Proxy(port, {
    get: (target, property) => {
      const method: unknown = Reflect.get(target, property);
      if (typeof method !== 'function' || IN_MEMORY.has(property)) return method;
      return (...args: unknown[]) =>
        call(`${process.name} ${String(property)}`, () => Reflect.apply(method, target, args));
    },
  });
}

import type fc from 'fast-check';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { Clock } from '../../../shared/tokens/index.ts';

/** What becomes of one call, beside the order in which everything happens. */
type Fate = 'answered' | 'refused' | 'answer lost' | 'late';

/** One process: its clock is ahead or behind, and one day it dies. */
export type Process = {
  readonly name: string;
  readonly skewMs: number;
  readonly isDead: () => boolean;
  /** How many of its calls failed. */
  troubles: number;
  /** Ends all that the process is doing. */
  readonly death: Promise<'died'>;
  die(): void;
};

/** The time and the turns that all processes share. */
export type World = {
  now(): number;
  pass(milliseconds: number): void;
  /** Waits until the scheduler lets this happen; at once while nobody watches. */
  turn(label: string): Promise<void>;
  /** While calm, everything happens in its order and nothing fails. */
  calm: boolean;
  fate(): Fate;
};

const START = Date.parse('2026-01-01T00:00:00Z');

/** @param coin decides which calls fail, and how */
export function createWorld(scheduler: fc.Scheduler, coin: () => number): World {
  let now = START;
  const world: World = {
    calm: true,
    now: () => now,
    pass: (milliseconds) => {
      now += milliseconds;
    },
    turn: (label) =>
      world.calm ? Promise.resolve() : scheduler.schedule(Promise.resolve(), label),
    fate: () => {
      const luck = world.calm ? 1 : coin();
      if (luck < 0.02) return 'refused';
      if (luck < 0.04) return 'answer lost';
      return luck < 0.06 ? 'late' : 'answered';
    },
  };
  return world;
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
  return { name, skewMs, isDead: () => dead, troubles: 0, death, die };
}

const FOREVER = new Promise<never>(() => {});
/** Whoever waits wakes late, so that a wait has few steps. */
const OVERSLEPT = 5;

/** The world's time as one process tells it. */
export const clockOf = (world: World, process: Process): Clock => ({
  now: () => new Date(world.now() + process.skewMs),
  sleep: async (milliseconds) => {
    const until = world.now() + milliseconds * OVERSLEPT;
    await world.turn(`${process.name} wakes`);
    if (process.isDead()) return FOREVER;
    world.pass(Math.max(0, until - world.now()));
  },
});

/** These ask nothing of anybody. */
const IN_MEMORY = new Set<string | symbol>(['authorizationUrl', 'isPrimary']);

type Reached = {
  readonly process: Process;
  /** What a call that failed is answered with. */
  readonly failure: ErrorCode;
  /** How long the way there takes. */
  readonly milliseconds: number;
};

/**
 * A port at the other end of a network: a call arrives at one moment and is answered at another, or
 * arrives after its caller gave up, or lived. What was sent by a process that died since arrives too.
 */
export function reached<T extends object>(world: World, port: T, over: Reached): T {
  const { process } = over;
  const call = async (label: string, work: () => unknown): Promise<unknown> => {
    if (process.isDead()) return FOREVER;
    const fate = world.fate();
    if (fate !== 'answered') process.troubles += 1;
    const arriving = fate === 'refused' ? null : arrive(label, work);
    // A failure of what nobody waits for any more is nobody's.
    arriving?.catch(() => null);
    if (fate === 'answered' || fate === 'answer lost') await arriving?.catch(() => null);
    await world.turn(fate === 'answered' ? `${label}: answered` : `${label}: ${fate}`);
    if (process.isDead()) return FOREVER;
    if (fate !== 'answered') throw new AppError(over.failure);
    return arriving;
  };
  const arrive = async (label: string, work: () => unknown): Promise<unknown> => {
    await world.turn(label);
    world.pass(over.milliseconds);
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

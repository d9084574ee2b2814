import { AppError } from '../errors.ts';

/** Gives a place back. A second call does nothing. */
export type Leave = () => void;

export type Places = {
  /** A place, if one is free; null: all are taken. */
  tryEnter(): Leave | null;
  /**
   * A place, as soon as one is free and all who came earlier have theirs.
   *
   * @param waitMs how long it may take, in milliseconds; without it for as long as it takes
   * @returns null: the time was up
   */
  enter(waitMs?: number): Promise<Leave | null>;
  /** Does nobody have a place? Then nobody waits for one either. */
  isEmpty(): boolean;
};

/**
 * A counting semaphore of this process: a number of places, which callers take and give back. A caller who finds none
 * free waits, and those who wait get theirs in the order in which they asked.
 */
export function createPlaces(limit: number): Places {
  let taken = 0;
  const waiting = new Set<() => void>();

  function leaveOnce(): Leave {
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      const [next] = waiting;
      // The place is handed to the next who waits, so that nobody who comes later can take it.
      if (next) next();
      else taken -= 1;
    };
  }

  function tryEnter(): Leave | null {
    if (taken >= limit) return null;
    taken += 1;
    return leaveOnce();
  }

  const inTurn = (waitMs: number | undefined): Promise<Leave | null> =>
    new Promise((resolve) => {
      const end = (place: Leave | null): void => {
        clearTimeout(timer);
        waiting.delete(admit);
        resolve(place);
      };
      const admit = (): void => end(leaveOnce());
      const timer = waitMs === undefined ? undefined : setTimeout(() => end(null), waitMs);
      waiting.add(admit);
    });

  return {
    tryEnter,
    enter: async (waitMs) => tryEnter() ?? inTurn(waitMs),
    isEmpty: () => taken === 0,
  };
}

/**
 * Does work in a place, and gives it back.
 *
 * @param waitMs how long a place may take to become free, in milliseconds
 * @throws AppError `calls_too_many`: none became free, and nothing was done; what the work throws
 */
export async function inPlace<Answer>(
  places: Places,
  waitMs: number,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const leave = await places.enter(waitMs);
  if (leave === null) throw new AppError('calls_too_many');
  try {
    return await work();
  } finally {
    leave();
  }
}

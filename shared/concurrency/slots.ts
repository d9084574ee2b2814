import { createPlaces, type Places } from './places.ts';

/**
 * A semaphore for each key: limits how many works of one key run at the same time in this process. The others wait in
 * the order in which they came. A key without work takes no memory.
 */
export function createSlots(limit: number) {
  const placesOf = new Map<string, Places>();

  return async <Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> => {
    const places = placesOf.get(key) ?? createPlaces(limit);
    placesOf.set(key, places);
    const leave = await places.enter();
    try {
      return await work();
    } finally {
      leave?.();
      if (places.isEmpty()) placesOf.delete(key);
    }
  };
}

import { asAppError } from '../errors.ts';

/**
 * What a record holds, or nothing when it cannot be read: one damaged record never hides the others.
 * A failure of anything else is one.
 */
export async function readable<T>(read: () => Promise<T>): Promise<T[]> {
  try {
    return [await read()];
  } catch (thrown) {
    if (asAppError(thrown).code !== 'record_unreadable') throw thrown;
    return [];
  }
}

import { asAppError } from '../errors.ts';

/**
 * What a record holds, or nothing when it cannot be read: one damaged record never hides the others.
 * A failure of anything else is one.
 */
export function readable<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch (thrown) {
    if (asAppError(thrown).code !== 'record_unreadable') throw thrown;
    return [];
  }
}

import type { z } from 'zod';
import { AppError, asAppError } from '../../errors.ts';

/**
 * What a document holds.
 *
 * @throws AppError `record_unreadable` when it does not have its shape
 */
export function parseDocument<T>(schema: z.ZodType<T>, document: string): T {
  try {
    return schema.parse(JSON.parse(document));
  } catch {
    throw new AppError('record_unreadable');
  }
}

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

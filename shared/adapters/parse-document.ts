import type { z } from 'zod';
import { AppError } from '../errors.ts';

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

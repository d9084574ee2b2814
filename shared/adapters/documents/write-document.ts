import type { z } from 'zod';
import { AppError } from '../../errors.ts';

/**
 * The JSON of a value, which `schema` is proved to read. A value that could not be read again would make its
 * record useless for good, so it is refused before the commit, and the old record stays.
 *
 * @throws AppError `internal`, whose detail names the field and never its value
 */
export function writeDocument(schema: z.ZodType, value: object): string {
  const [unstorable] = Object.entries(value).find(([, field]) => !isStorable(field)) ?? [];
  if (unstorable !== undefined) throw invalid(unstorable);
  const document = JSON.stringify(value);
  const read = schema.safeParse(JSON.parse(document));
  if (!read.success) throw invalid(String(read.error.issues[0]?.path[0] ?? 'document'));
  return document;
}

/** JSON makes null of an invalid date and of a number that is not finite, and many a field may be null. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  return Object.values(value).every(isStorable);
}

const invalid = (field: string): AppError =>
  new AppError('internal', { detail: { problems: [`${field} of a record cannot be stored`] } });

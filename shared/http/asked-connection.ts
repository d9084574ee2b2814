import { z } from 'zod';
import { AppError } from '../errors.ts';
import { parseJson } from './body.ts';
import type { Incoming } from './incoming.ts';

const askedSchema = z.object({ connectionId: z.string().min(1).optional() });

/**
 * The connection that a scheduled function is asked about, `{"connectionId": "…"}`; null when the body
 * is empty or names none: then it is about all that are due.
 *
 * @throws AppError `media_type_unsupported`, `body_malformed`, `body_invalid`, `body_too_large`
 */
export async function readAskedConnection(incoming: Incoming): Promise<string | null> {
  const body = await incoming.readBody();
  if (body.length === 0) return null;
  if (incoming.mediaType !== 'application/json') throw new AppError('media_type_unsupported');
  return parseJson(body, askedSchema).connectionId ?? null;
}

import { type AppError, detailForCallers, errorEntry } from '../errors.ts';
import type { Incoming } from './incoming.ts';
import { json, type Reply } from './reply.ts';

/** A refusal for a machine: `{error: {code, message, …}}`, the message in the caller's language. */
export function jsonRefusal(incoming: Incoming, error: AppError): Reply {
  const entry = errorEntry(error.code);
  const detail = detailForCallers(error);
  const body = {
    error: {
      code: error.code,
      message: entry[incoming.language],
      ...(Object.keys(detail).length > 0 && { detail }),
      correlationId: incoming.correlationId,
    },
  };
  return refusalHeaders(json(body, entry.status), error);
}

/** Adds the headers that HTTP defines for a refusal: Allow (RFC 9110 §10.2.1) and Retry-After (§10.2.3). */
export function refusalHeaders(reply: Reply, error: AppError): Reply {
  const { allow } = error.detail;
  const again = errorEntry(error.code).again && (reply.status === 503 || reply.status === 429);
  return {
    ...reply,
    headers: {
      ...reply.headers,
      ...(Array.isArray(allow) && { allow: allow.join(', ') }),
      ...(again && { 'retry-after': '5' }),
    },
  };
}

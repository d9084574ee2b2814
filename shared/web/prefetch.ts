import { AppError } from '../errors.ts';
import type { Incoming } from '../http/index.ts';

/** The headers by which browsers mark a request that no person has made yet. The first is the standard's. */
const HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'];

/**
 * Refuses to load ahead of time a page whose GET changes something. A browser discards a prefetch or prerender
 * that is answered with 503, and sends the request again when the person follows the link (Fetch,
 * "Sec-Purpose"; HTML, "Speculative loading").
 *
 * @throws AppError `prefetch_refused`
 */
export function refusePrefetch(incoming: Incoming): void {
  const isAhead = HEADERS.some((name) =>
    /\b(prefetch|prerender|preview)\b/i.test(incoming.header(name) ?? ''),
  );
  if (isAhead) throw new AppError('prefetch_refused');
}

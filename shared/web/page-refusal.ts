import { diagnose } from '../diagnosis/index.ts';
import { type AppError, detailForCallers, errorEntry } from '../errors.ts';
import { type Incoming, jsonRefusal, page, type Reply, refusalHeaders } from '../http/index.ts';
import { errorPage, signInPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameFor } from './frame.ts';
import { sessionOf } from './session-guard.ts';

/** A refusal as a page in the reader's language, or as JSON for callers that accept JSON. */
export async function pageRefusal(
  incoming: Incoming,
  error: AppError,
  runtime: Runtime,
): Promise<Reply> {
  if (incoming.prefersJson) return jsonRefusal(incoming, error);
  const entry = errorEntry(error.code);
  // The error may be that the sealing keys cannot be loaded; show the page without a session then.
  const session = await sessionOf(incoming, runtime).catch(() => null);
  const frame = frameFor(incoming, runtime, session);
  if (error.code === 'sign_in_required') {
    return page(signInPage(frame, { refused: null }), entry.status);
  }
  const view = {
    code: error.code,
    text: { en: entry.en, ja: entry.ja },
    correlationId: incoming.correlationId,
    diagnosis: diagnose(error),
    detail: detailForCallers(error),
    atSetupPage: incoming.address.startsWith('/setup-page'),
  };
  return refusalHeaders(page(errorPage(frame, view), entry.status), error);
}

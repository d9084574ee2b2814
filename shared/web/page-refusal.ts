import { type Circumstances, diagnose } from '../diagnosis/index.ts';
import { type AppError, detailForCallers, errorEntry } from '../errors.ts';
import { type Incoming, jsonRefusal, page, type Reply, refusalHeaders } from '../http/index.ts';
import { type ErrorView, errorPage, signInPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { readCookie } from '../sessions/index.ts';
import { pathAfterSignIn } from './after-sign-in.ts';
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
    const path = await pathAfterSignIn(incoming, runtime);
    const ended = incoming.method === 'POST' || hasSessionCookie(incoming, runtime);
    return page(signInPage({ ...frame, path }, { refused: null, ended }), entry.status);
  }
  return refusalHeaders(page(errorPage(frame, errorViewOf(incoming, error)), entry.status), error);
}

/** An error as the pages show it. */
export function errorViewOf(
  incoming: Incoming,
  error: AppError,
  circumstances: Circumstances = {},
): ErrorView {
  const { en, ja } = errorEntry(error.code);
  return {
    code: error.code,
    text: { en, ja },
    correlationId: incoming.correlationId,
    diagnosis: diagnose(error, circumstances),
    detail: detailForCallers(error),
    atSetupPage: incoming.address.startsWith('/setup-page'),
  };
}

/** A session's cookie that no longer opens: it expired, or its account is no longer an administrator. */
const hasSessionCookie = ({ cookies }: Incoming, { config }: Runtime): boolean =>
  Boolean(readCookie(cookies, 'session', config.baseUrl));

import { diagnose } from '../diagnosis/index.ts';
import { type AppError, describe } from '../errors.ts';
import {
  type Incoming,
  jsonRefusal,
  page,
  type Reply,
  redirect,
  refusalHeaders,
} from '../http/index.ts';
import { errorPage, signInPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from './frame.ts';

/** A refusal for a person: a page in their language. Who asked for JSON gets JSON. */
export function pageRefusal(incoming: Incoming, error: AppError, runtime: Runtime): Reply {
  if (incoming.prefersJson) return jsonRefusal(incoming, error);
  if (error.code === 'sign_in_required' && incoming.method === 'GET')
    return toSignIn(incoming, runtime);
  const entry = describe(error.code);
  const view = {
    code: error.code,
    text: { en: entry.en, ja: entry.ja },
    correlationId: incoming.correlationId,
    diagnosis: error.google ? diagnose(error) : null,
    detail: error.detail,
  };
  return refusalHeaders(page(errorPage(frameOf(incoming, runtime), view), entry.status), error);
}

/** The sign-in page stands in the place of the home; from elsewhere one is sent there. */
function toSignIn(incoming: Incoming, runtime: Runtime): Reply {
  const home = `${runtime.config.baseUrl}/setup-page`;
  if (incoming.path !== '/') return redirect(home);
  return page(signInPage(frameOf(incoming, runtime), { refused: null }), 401);
}

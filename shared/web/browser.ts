import type { Incoming } from '../http/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { readCookie, setCookie } from '../sessions/index.ts';

/** A link that waits a day and a trip of ten minutes fit into this. */
const BROWSER_SECONDS = 2 * 24 * 60 * 60;

/** The browser's secret, to which an authorization is bound, and the cookie line that keeps it. */
export type Browser = { readonly secret: string; readonly cookie: string };

/** Recognises a browser by its cookie, or gives it one. */
export function bindBrowser(incoming: Incoming, { config, ids }: Runtime): Browser {
  const known = readCookie(incoming.cookies, 'browser', config.baseUrl);
  const secret = known && /^[\w-]{43}$/.test(known) ? known : ids.secret();
  const attributes = { baseUrl: config.baseUrl, maxAge: BROWSER_SECONDS };
  return { secret, cookie: setCookie('browser', secret, attributes) };
}

import type { Incoming } from '../http/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { readCookie, setCookie } from '../sessions/index.ts';

/** Long enough for a link that is valid for a day and an authorization of ten minutes. */
const BROWSER_SECONDS = 2 * 24 * 60 * 60;

/** The browser's secret, to which authorizations are bound, and the Set-Cookie value that stores it. */
export type Browser = { readonly secret: string; readonly cookie: string };

/** Reads the browser's secret from its cookie, or makes a new one. */
export function bindBrowser(incoming: Incoming, { config, ids }: Runtime): Browser {
  const known = readCookie(incoming.cookies, 'browser', config.baseUrl);
  const secret = known && /^[\w-]{43}$/.test(known) ? known : ids.secret();
  const attributes = { baseUrl: config.baseUrl, maxAge: BROWSER_SECONDS };
  return { secret, cookie: setCookie('browser', secret, attributes) };
}

import type { Incoming } from '../http/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { readCookie, setCookie } from '../sessions/index.ts';
import { TRIP_MS } from '../tokens/index.ts';
import { connectFormPath, HOME, returnPath } from './return-path.ts';
import { readOwnForm } from './session-guard.ts';

/** The forms that connect a mailbox; their fields come back in the form's address. */
const CONNECT_FORMS = [`${HOME}/connect`, `${HOME}/links`];

/**
 * The path of our page to show once the sender of this request has signed in: the page that was requested, or
 * the one with the form that was submitted, filled in as it was. It is always one of our own paths.
 */
export async function pathAfterSignIn(incoming: Incoming, runtime: Runtime): Promise<string> {
  const { method, address, query } = incoming;
  const [path = HOME] = address.split('?');
  if (method === 'GET') {
    return path === '/authorization-url' ? connectFormPath(query) : returnPath(address);
  }
  // A key or a file is not kept: only the page of its form comes back.
  if (incoming.mediaType === 'multipart/form-data') return returnPath(path.replace(/\/keys$/, ''));
  // A form of another site, or one that cannot be read, leads to the list.
  const form = await readOwnForm(incoming, runtime).catch(() => null);
  if (!form) return HOME;
  const isConnect = CONNECT_FORMS.includes(path) && !form.has('return_to');
  return isConnect ? connectFormPath(form) : returnPath(form.get('return_to'));
}

/** The cookie that keeps the path during the trip to Google. The list, which is the default, needs none. */
export const returnCookie = ({ config: { baseUrl } }: Runtime, path: string): string =>
  setCookie('return', path === HOME ? '' : path, {
    baseUrl,
    maxAge: path === HOME ? 0 : TRIP_MS / 1000,
  });

/** Our URL to show after a sign-in, as the cookie says; validated, since a cookie can be set by others. */
export function urlAfterSignIn({ cookies }: Incoming, { config: { baseUrl } }: Runtime): string {
  return `${baseUrl}${returnPath(readCookie(cookies, 'return', baseUrl) ?? null)}`;
}

import type { Incoming } from '../http/index.ts';
import type { Runtime } from '../runtime/runtime.ts';

export const HOME = '/setup-page';

/** Only its path and query are looked at, and where they would lead. */
const NOWHERE = 'http://localhost';

/** The path of one of our own pages, whatever a form or a link asks for: no open redirect. */
export function returnPath(asked: string | null): string {
  const url = URL.parse(asked ?? '', NOWHERE);
  if (url?.origin !== NOWHERE) return HOME;
  const { pathname, search } = url;
  return pathname === HOME || pathname.startsWith(`${HOME}/`) ? `${pathname}${search}` : HOME;
}

/** The request as if the page had been asked for on which its form was: that page is shown again. */
export function returned(incoming: Incoming, form: URLSearchParams): Incoming {
  const address = returnPath(form.get('return_to'));
  const [path = HOME, search = ''] = address.split('?');
  return { ...incoming, method: 'GET', path, address, query: new URLSearchParams(search) };
}

/** Our own URL of a one-time link: whoever opens it is bound to it before going on to Google. */
export const linkUrl = ({ config }: Runtime, link: string): string =>
  `${config.baseUrl}/authorization-url/${link}`;

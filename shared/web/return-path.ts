import type { Incoming } from '../http/index.ts';
import type { Runtime } from '../runtime/runtime.ts';

export const HOME = '/setup-page';

/** A base for parsing relative paths. A URL with another origin leads away from us. */
const PLACEHOLDER_ORIGIN = 'http://localhost';

/** The requested path, if it leads to one of our own pages, else the list. This prevents open redirects. */
export function returnPath(requested: string | null): string {
  const url = URL.parse(requested ?? '', PLACEHOLDER_ORIGIN);
  if (url?.origin !== PLACEHOLDER_ORIGIN) return HOME;
  const { pathname, search } = url;
  return pathname === HOME || pathname.startsWith(`${HOME}/`) ? `${pathname}${search}` : HOME;
}

/** Turns a form's request into a GET of the page that contained the form, to show that page again. */
export function requestForReturnPage(incoming: Incoming, form: URLSearchParams): Incoming {
  const address = returnPath(form.get('return_to'));
  const [path = HOME, search = ''] = address.split('?');
  return { ...incoming, method: 'GET', path, address, query: new URLSearchParams(search) };
}

/** Our URL of a one-time link. It binds the browser that opens it before redirecting to Google. */
export const linkUrl = ({ config }: Runtime, link: string): string =>
  `${config.baseUrl}/authorization-url/${link}`;

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

/** The path of the page where these fields can be submitted: the form, filled in, or the mailbox to reconnect. */
export function connectFormPath(fields: URLSearchParams): string {
  const connection = fields.get('connection');
  if (connection !== null) return `${HOME}/connections/${encodeURIComponent(connection)}`;
  const kept = new URLSearchParams();
  for (const name of ['profile', 'mailbox']) {
    const value = fields.get(name);
    if (value) kept.set(name, value);
  }
  return kept.size > 0 ? `${HOME}/connect?${kept}` : `${HOME}/connect`;
}

/** Our URL of a one-time link. It leads to a page that says who asks for what; only its button uses the link. */
export const linkUrl = ({ config }: Runtime, link: string): string =>
  `${config.baseUrl}/authorization-url/${link}`;

import type { Frame, ListQuery } from './views.ts';

/** The path that the browser must request: the product's base URL may itself have a path. */
export function addressOf({ baseUrl }: Frame, path: string): string {
  return `${new URL(baseUrl).pathname.replace(/\/+$/, '')}${path}`;
}

/** The path of a connection's page, or of an action on the connection. */
export function connectionAddress(
  frame: Frame,
  id: string,
  action?: 'probe' | 'refresh' | 'disconnect' | 'forget' | 'imap' | 'delegate' | 'fallback',
): string {
  const page = addressOf(frame, `/setup-page/connections/${encodeURIComponent(id)}`);
  return action ? `${page}/${action}` : page;
}

/** The path of the list for a query. Missing and empty values are left out. */
export function listAddress(frame: Frame, asked: Partial<ListQuery>): string {
  const query = new URLSearchParams();
  if (asked.show) query.set('show', asked.show);
  if (asked.search) query.set('search', asked.search);
  if (asked.after) query.set('after', asked.after);
  const home = addressOf(frame, '/setup-page');
  return query.size > 0 ? `${home}?${query}` : home;
}

/** Parses a link to another site; null unless it is https, so that it is safe to follow. */
export function outsideLink(link: string | null): URL | null {
  const url = link === null ? null : URL.parse(link);
  return url?.protocol === 'https:' ? url : null;
}

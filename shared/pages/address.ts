import type { Frame, ListQuery } from './views.ts';

/** Where a path of ours is, from the browser's point of view: the product may live below a path. */
export function addressOf({ baseUrl }: Frame, path: string): string {
  return `${new URL(baseUrl).pathname.replace(/\/+$/, '')}${path}`;
}

/** The path of one connection's page, or of an action on it. */
export function connectionAddress(
  frame: Frame,
  id: string,
  action?: 'probe' | 'refresh' | 'disconnect',
): string {
  const page = addressOf(frame, `/setup-page/connections/${encodeURIComponent(id)}`);
  return action ? `${page}/${action}` : page;
}

/** The path of the list that was asked for; what is not said of it is left out. */
export function listAddress(frame: Frame, asked: Partial<ListQuery>): string {
  const query = new URLSearchParams();
  if (asked.show) query.set('show', asked.show);
  if (asked.search) query.set('search', asked.search);
  if (asked.after) query.set('after', asked.after);
  const home = addressOf(frame, '/setup-page');
  return query.size > 0 ? `${home}?${query}` : home;
}

/** A link out of the product, if it is safe to follow: https and nothing else. */
export function outsideLink(link: string | null): URL | null {
  const url = link === null ? null : URL.parse(link);
  return url?.protocol === 'https:' ? url : null;
}

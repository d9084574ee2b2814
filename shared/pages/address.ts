import type { Frame, ListQuery } from './views.ts';

/** The path that the browser must request: the product's base URL may itself have a path. */
export function addressOf({ baseUrl }: Frame, path: string): string {
  return `${new URL(baseUrl).pathname.replace(/\/+$/, '')}${path}`;
}

/** The path of a connection's page, or of an action on the connection. */
export function connectionAddress(
  frame: Frame,
  id: string,
  action?:
    | 'probe'
    | 'refresh'
    | 'disconnect'
    | 'forget'
    | 'actions'
    | 'imap'
    | 'delegate'
    | 'fallback',
): string {
  const page = addressOf(frame, `/setup-page/connections/${encodeURIComponent(id)}`);
  return action ? `${page}/${action}` : page;
}

/** The path of the list for a query. Missing and empty values are left out. */
export function listAddress(
  frame: Frame,
  asked: Partial<ListQuery>,
  path: '/setup-page' | '/setup-page/live' | '/setup-page/mailboxes.csv' = '/setup-page',
): string {
  const query = new URLSearchParams();
  if (asked.show) query.set('show', asked.show);
  if (asked.search) query.set('search', asked.search);
  if (asked.trouble) query.set('trouble', asked.trouble);
  if (asked.actor) query.set('actor', asked.actor);
  if (asked.after) query.set('after', asked.after);
  if (asked.before) query.set('before', asked.before);
  if (asked.from && asked.from > 1) query.set('from', String(asked.from));
  const home = addressOf(frame, path);
  return query.size > 0 ? `${home}?${query}` : home;
}

import { html } from 'hono/html';
import type { Markup } from './markup.ts';
import type { Frame } from './views.ts';

/** What an address says was just done: not to be said once more after the next action. */
const NOTICE = ['notice', 'connection'];

/** Where an action leads back to: the page on which it was asked, filters and all. */
export function returnAddress({ path }: Frame): string {
  const [pathname = '', query = ''] = path.split('?');
  const kept = new URLSearchParams(query);
  for (const name of NOTICE) kept.delete(name);
  return kept.size > 0 ? `${pathname}?${kept}` : pathname;
}

/** The field of a form that says so. */
export const returnTo = (address: string): Markup =>
  html`<input type="hidden" name="return_to" value="${address}">`;

/** A page that leads back to this one; to the list as it is at first, it would do so anyway. */
export function leadingBack(frame: Frame, address: string): string {
  const back = returnAddress(frame);
  return back === '/setup-page'
    ? address
    : `${address}?${new URLSearchParams({ return_to: back })}`;
}

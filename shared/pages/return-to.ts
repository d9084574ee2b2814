import { html } from 'hono/html';
import type { Markup } from './markup.ts';
import type { Frame } from './views.ts';

/** What is shown once: a flash, or what was opened. The parameters are dropped, so that the next page does not show it again. */
const FLASH_PARAMETERS = ['notice', 'connection', 'link', 'open'];

/** The path to return to after an action: the page from which it was started, with its filters. */
export function returnAddress({ path }: Frame): string {
  const [pathname = '', query = ''] = path.split('?');
  const kept = new URLSearchParams(query);
  for (const name of FLASH_PARAMETERS) kept.delete(name);
  return kept.size > 0 ? `${pathname}?${kept}` : pathname;
}

/** The hidden form field with the path to return to. */
export const returnToField = (address: string): Markup =>
  html`<input type="hidden" name="return_to" value="${address}">`;

/** An address with this page as its `return_to`. The unfiltered list needs none, because it is the default. */
export function withReturnTo(frame: Frame, address: string): string {
  const back = returnAddress(frame);
  return back === '/setup-page'
    ? address
    : `${address}?${new URLSearchParams({ return_to: back })}`;
}

import { html } from 'hono/html';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';

type Way = { readonly href: string; readonly text: string };

/** The links below one page of a list. */
type Ways = {
  /** What the list is, for a screen reader. */
  readonly label: string;
  /** `prev`: to the page before; left out: to the first page. */
  readonly backRel?: 'prev';
  readonly back: Way | null;
  readonly on: Way | null;
};

/** Leads back and on in a list; null where one page holds it. */
export function pager({ label, backRel, back, on }: Ways): Markup | null {
  if (back === null && on === null) return null;
  return html`<nav class="pager" aria-label="${label}">
  ${back && html`<a class="button"${backRel && html` rel="${backRel}"`} href="${back.href}">${ICONS.back}${back.text}</a>`}
  ${on && html`<a class="button" rel="next" href="${on.href}">${on.text}${ICONS.forward}</a>`}
</nav>`;
}

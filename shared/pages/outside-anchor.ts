import { html } from 'hono/html';
import { hrefIn, type Link } from '../diagnosis/index.ts';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Frame, Language } from './views.ts';

/**
 * A link to a page of a console, or nothing unless its address is https and so safe to follow. It opens in a new tab,
 * because readers need the steps while they carry them out.
 */
export function outsideAnchor(frame: Frame, link: Link): Markup | null {
  const { language } = frame;
  const url = URL.parse(hrefIn(link, frame));
  if (url?.protocol !== 'https:') return null;
  return html`<p>${newTabLink(language, url.href, say(language, 'openLink', link[language]))}</p>`;
}

/** A link that opens in a new tab. Its address is our own, or was proved to be https. */
export const newTabLink = (language: Language, href: string, text: string): Markup =>
  html`<a class="text-link" href="${href}" target="_blank" rel="noopener noreferrer">${text}${ICONS.outside}<span class="visually-hidden"> ${say(language, 'opensInNewTab')}</span></a>`;

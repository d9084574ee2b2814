import { html } from 'hono/html';
import { ICONS } from './icons.ts';
import type { Markup } from './markup.ts';

/** The banner about what was just done, for a sentence that says nothing of a mailbox. */
export const doneBanner = (text: string): Markup =>
  html`<div class="notice tone-ok" role="status">${ICONS.check}<div class="notice-text"><p>${text}</p></div></div>`;

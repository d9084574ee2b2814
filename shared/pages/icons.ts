import { html } from 'hono/html';
import type { Markup } from './markup.ts';

/** Drawn on a grid of 16, in the colour of the text, and hidden from screen readers, which read that text. */
const icon = (shape: Markup): Markup =>
  html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${shape}</svg>`;

export const ICONS = {
  check: icon(html`<circle cx="8" cy="8" r="6.2"/><path d="m5.4 8.2 1.8 1.8 3.4-3.8"/>`),
  warning: icon(html`<path d="M8 2.2 14.2 13H1.8Z"/><path d="M8 6.4v3"/><path d="M8 11.2v.1"/>`),
  broken: icon(html`<circle cx="8" cy="8" r="6.2"/><path d="M8 4.8v3.7"/><path d="M8 11v.1"/>`),
  off: icon(html`<circle cx="8" cy="8" r="6.2"/><path d="M5.2 8h5.6"/>`),
  mail: icon(
    html`<rect x="1.8" y="3.2" width="12.4" height="9.6" rx="2"/><path d="m2.4 4.6 5.6 4.2 5.6-4.2"/>`,
  ),
  person: icon(html`<circle cx="8" cy="5.4" r="2.8"/><path d="M2.8 13.6a5.2 5.2 0 0 1 10.4 0"/>`),
  plus: icon(html`<path d="M8 3.2v9.6M3.2 8h9.6"/>`),
  back: icon(html`<path d="M9.8 3.6 5.4 8l4.4 4.4"/>`),
  forward: icon(html`<path d="M6.2 3.6 10.6 8l-4.4 4.4"/>`),
  outside: icon(html`<path d="M9.6 2.8h3.6v3.6M13 3 7.6 8.4M11.4 9.6v2.8H3.6V4.6h2.8"/>`),
  link: icon(
    html`<path d="M6.6 9.4a2.6 2.6 0 0 0 3.8.2l2-2a2.6 2.6 0 0 0-3.7-3.7l-.9.8"/><path d="M9.4 6.6a2.6 2.6 0 0 0-3.8-.2l-2 2a2.6 2.6 0 0 0 3.7 3.7l.9-.8"/>`,
  ),
  download: icon(html`<path d="M8 2.6v7M5.2 7 8 9.8 10.8 7M3 12.8h10"/>`),
  cloud: icon(
    html`<path d="M4.6 12.4a2.9 2.9 0 0 1-.3-5.8 3.6 3.6 0 0 1 6.9-.9 3.4 3.4 0 0 1 .4 6.7Z"/>`,
  ),
  search: icon(html`<circle cx="7" cy="7" r="4.4"/><path d="m10.4 10.4 3.4 3.4"/>`),
  more: icon(html`<path d="M3.4 8h.1M8 8h.1M12.6 8h.1"/>`),
  reload: icon(html`<path d="M13 8a5 5 0 1 1-1.5-3.6L13 5.8"/><path d="M13 2.8v3h-3"/>`),
  history: icon(html`<circle cx="8" cy="8" r="6.2"/><path d="M8 4.6V8l2.4 1.6"/>`),
  key: icon(
    html`<circle cx="5.2" cy="10.8" r="2.9"/><path d="m7.3 8.7 5.9-5.9M10.6 5.4l2.2 2.2"/>`,
  ),
  question: icon(
    html`<circle cx="8" cy="8" r="6.2"/><path d="M6.3 6.3a1.8 1.8 0 1 1 2.5 1.7c-.5.2-.8.5-.8 1"/><path d="M8 11.2v.1"/>`,
  ),
} as const;

/** The product's mark: an envelope. */
export const MARK: Markup = html`<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><rect class="mark-ground" width="24" height="24" rx="6.5"/><g fill="none" stroke="#fff" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"><rect x="5" y="7" width="14" height="10.4" rx="2.2"/><path d="m5.6 8.6 6.4 4.6 6.4-4.6"/></g></svg>`;

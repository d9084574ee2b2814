import { html } from 'hono/html';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Language } from './views.ts';

/** A value to copy: the reader can select it, and with the script also copy it with a button. */
export const copyable = (language: Language, label: string, value: string): Markup =>
  copyableField(language, label, html`<input readonly value="${value}" data-copy-source>`);

/** A text of several lines to copy. */
export const copyableText = (language: Language, label: string, text: string): Markup =>
  copyableField(
    language,
    label,
    // A browser drops the first line break of a text area.
    html`<textarea readonly rows="10" data-copy-source>\n${text}</textarea>`,
  );

const copyableField = (language: Language, label: string, source: Markup): Markup =>
  html`<label class="copyable"><span class="label">${label}</span>
    <span class="copyable-row">${source}
    <button class="button" type="button" hidden data-copy data-done="${say(language, 'copied')}">${say(language, 'copy')}<span class="visually-hidden">: ${label}</span></button></span></label>`;

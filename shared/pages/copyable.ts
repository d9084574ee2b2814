import { html } from 'hono/html';
import type { Markup } from './markup.ts';
import { say } from './messages.ts';
import type { Language } from './views.ts';

/** A value to copy: the reader can select it, and with the script also copy it with a button. */
export function copyable(language: Language, label: string, value: string): Markup {
  return html`<label class="copyable"><span class="label">${label}</span>
    <span class="copyable-row"><input readonly value="${value}" data-copy-source>
    <button class="button" type="button" hidden data-copy data-done="${say(language, 'copied')}">${say(language, 'copy')}<span class="visually-hidden">: ${label}</span></button></span></label>`;
}

import { html } from 'hono/html';
import { LANGUAGE_NAMES, OTHER_LANGUAGE } from './language-switch.ts';
import type { Markup } from './markup.ts';
import type { Language } from './views.ts';

/**
 * A page's content in the other language, folded away; the browser unfolds it for whoever follows the
 * link in the header. Both take the place of the switch where a page answers a form or a return from
 * Google: such a page cannot be asked for again.
 */
export function inOtherLanguage(other: Language, content: Markup): Markup {
  return html`<details class="other-language" lang="${other}">
  <summary>${LANGUAGE_NAMES[other]}</summary>
  <div id="${OTHER_LANGUAGE}">${content}</div>
</details>`;
}

import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { formToken } from './form-token.ts';
import type { Markup } from './markup.ts';
import type { Frame, Language } from './views.ts';

/** In its own language and script, so that whoever needs it can read it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', ja: '日本語' };

export const otherLanguage = (language: Language): Language => (language === 'en' ? 'ja' : 'en');

/** Where such a page tells the same in the other language. */
export const OTHER_LANGUAGE = 'other-language';

/** For a page that cannot be asked for again: down to where it says the same in the other language. */
export function languageLink({ language }: Frame): Markup {
  const other = otherLanguage(language);
  return html`<span class="language"><a class="button quiet" href="#${OTHER_LANGUAGE}" lang="${other}">${LANGUAGE_NAMES[other]}</a></span>`;
}

/** One button to the other language, and back to this page. */
export function languageSwitch(frame: Frame): Markup {
  const other = otherLanguage(frame.language);
  return html`<form class="language" method="post" action="${addressOf(frame, '/setup-page/language')}">
    ${formToken(frame)}
    <input type="hidden" name="return_to" value="${frame.path}">
    <button class="button quiet" name="language" value="${other}" lang="${other}">${LANGUAGE_NAMES[other]}</button>
  </form>`;
}

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

import { html } from 'hono/html';
import { addressOf } from './address.ts';
import { formToken } from './form-token.ts';
import type { Markup } from './markup.ts';
import type { Frame, Language } from './views.ts';

/** Each language's name in that language, so that the people who need it can read it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', ja: '日本語' };

export const otherLanguage = (language: Language): Language => (language === 'en' ? 'ja' : 'en');

/** The id of the part that repeats a page in the other language. */
export const OTHER_LANGUAGE = 'other-language';

/** For a page that cannot be requested again: a link down to the part in the other language. */
export function languageLink({ language }: Frame): Markup {
  const other = otherLanguage(language);
  return html`<span class="language"><a class="button quiet" href="#${OTHER_LANGUAGE}" lang="${other}">${LANGUAGE_NAMES[other]}</a></span>`;
}

/** A button that chooses the other language and returns to this page. */
export function languageSwitch(frame: Frame): Markup {
  const other = otherLanguage(frame.language);
  return html`<form class="language" method="post" action="${addressOf(frame, '/setup-page/language')}">
    ${formToken(frame)}
    <input type="hidden" name="return_to" value="${frame.path}">
    <button class="button quiet" name="language" value="${other}" lang="${other}">${LANGUAGE_NAMES[other]}</button>
  </form>`;
}

/**
 * A page's content in the other language, collapsed. The browser expands it when the reader follows the link
 * in the header. The two replace the switch on pages that answer a form or a return from Google, because
 * such a page cannot be requested again.
 */
export function inOtherLanguage(other: Language, content: Markup): Markup {
  return html`<details class="other-language" lang="${other}">
  <summary>${LANGUAGE_NAMES[other]}</summary>
  <div id="${OTHER_LANGUAGE}">${content}</div>
</details>`;
}

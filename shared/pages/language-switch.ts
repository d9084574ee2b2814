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

/** How a page changes its language: see `page`. */
export type Switching = { readonly switchable?: boolean; readonly languageForm?: string };

/** The language switch that fits a page. */
export function switchFor(frame: Frame, { switchable = true, languageForm }: Switching): Markup {
  if (languageForm !== undefined) return languageOfForm(frame, languageForm);
  return switchable ? languageSwitch(frame) : languageLink(frame);
}

/** For a page that answers what was entered: a button that sends the form again, in the other language. */
function languageOfForm({ language }: Frame, form: string): Markup {
  const other = otherLanguage(language);
  return html`<span class="language"><button class="button quiet" form="${form}" formnovalidate name="language" value="${other}" lang="${other}">${LANGUAGE_NAMES[other]}</button></span>`;
}

/** For a page that cannot be requested again: a link down to the part in the other language. */
function languageLink({ language }: Frame): Markup {
  const other = otherLanguage(language);
  return html`<span class="language"><a class="button quiet" href="#${OTHER_LANGUAGE}" lang="${other}">${LANGUAGE_NAMES[other]}</a></span>`;
}

/** A button that chooses the other language and returns to this page. */
function languageSwitch(frame: Frame): Markup {
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

import type { IncomingMessage } from 'node:http';
import { parseCookie } from 'cookie';
import { chooseLanguage, chosenLanguageIn, type Language } from '../shared/language.ts';

/** A text in both languages. */
export type Words = { readonly en: string; readonly ja: string };

/** The reader of an emulator's page. */
export type Reader = {
  readonly language: Language;
  /** The text or the markup in the reader's language. */
  say<Said>(en: Said, ja: Said): Said;
  /** The text of a table in the reader's language. */
  read(words: Words): string;
};

/**
 * The reader of a request: the connector's own choice of a language counts here too, because a person goes from
 * its pages to Google and back; without it, what the browser prefers.
 */
export function readerOf({ headers }: IncomingMessage): Reader {
  const cookie = chosenLanguageIn(parseCookie(headers.cookie ?? ''));
  return readerIn(chooseLanguage({ cookie, acceptLanguage: headers['accept-language'] }));
}

/** A reader of a known language. */
export const readerIn = (language: Language): Reader => ({
  language,
  say: (en, ja) => (language === 'ja' ? ja : en),
  read: (words) => words[language],
});

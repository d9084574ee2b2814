/** The languages of the pages and messages. */
export type Language = 'en' | 'ja';

/** What a request says about its reader's language: the language cookie and the Accept-Language header. */
export type LanguagePreferences = {
  readonly cookie: string | undefined;
  readonly acceptLanguage: string | undefined;
};

const LANGUAGES: readonly Language[] = ['en', 'ja'];

/** The language that a reader chose on a page, as the cookies have it: over HTTP, and over HTTPS. */
export const chosenLanguageIn = (
  cookies: Readonly<Record<string, string | undefined>>,
): string | undefined => cookies['connector_language'] ?? cookies['__Host-connector_language'];

/** Is this the code of one of the two languages? */
export function isLanguage(name: string | undefined): name is Language {
  return LANGUAGES.some((language) => language === name);
}

type Range = { readonly tag: string; readonly quality: number };

/** Reads one item of Accept-Language (RFC 9110 §12.5.4). An invalid quality counts as "not acceptable". */
function readRange(item: string): Range {
  const [tag = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = given === undefined ? 1 : Number(given || Number.NaN);
  return { tag, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/**
 * Reads the name of a language in either spelling: a language tag (`ja-JP`, RFC 5646) or a locale (`ja_JP`,
 * `ja_JP.UTF-8`), as Salesforce and terminals write it. Null for any other language.
 */
export function languageOf(name: string | undefined): Language | null {
  const primary = name
    ?.trim()
    .toLowerCase()
    .split(/[-_.@]/)[0];
  return isLanguage(primary) ? primary : null;
}

const isOf =
  (language: Language) =>
  ({ tag }: Range): boolean =>
    languageOf(tag) === language;

/** The quality of a language: its own ranges (ja, ja-JP, ja_JP) take precedence over `*` (RFC 4647 §3.4). */
function qualityOf(language: Language, ranges: readonly Range[]): number {
  const own = ranges.filter(isOf(language));
  const matching = own.length > 0 ? own : ranges.filter(({ tag }) => tag === '*');
  return Math.max(0, ...matching.map(({ quality }) => quality));
}

/** The position of the first acceptable range of a language; after all ranges when there is none. */
function positionOf(language: Language, ranges: readonly Range[]): number {
  const position = ranges.findIndex((range) => isOf(language)(range) && range.quality > 0);
  return position < 0 ? ranges.length : position;
}

/**
 * Chooses the language of an answer: the reader's own choice (the cookie), else Japanese if the browser
 * prefers it to English, by quality and then by order, else English.
 */
export function chooseLanguage({ cookie, acceptLanguage }: LanguagePreferences): Language {
  const chosen = languageOf(cookie);
  if (chosen) return chosen;
  const ranges = (acceptLanguage ?? '').split(',').map(readRange);
  const lead = qualityOf('ja', ranges) - qualityOf('en', ranges);
  if (lead !== 0) return lead > 0 ? 'ja' : 'en';
  return positionOf('ja', ranges) < positionOf('en', ranges) ? 'ja' : 'en';
}

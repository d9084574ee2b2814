/** What people are spoken to in. */
export type Language = 'en' | 'ja';

/** What a request says about its reader's language. */
export type LanguageWishes = {
  readonly cookie: string | undefined;
  readonly acceptLanguage: string | undefined;
};

const LANGUAGES: readonly Language[] = ['en', 'ja'];

/** Is this one of the two languages that the pages speak? */
export function isLanguage(name: string | undefined): name is Language {
  return LANGUAGES.some((language) => language === name);
}

type Range = { readonly tag: string; readonly quality: number };

/** RFC 9110 §12.5.4. A quality that is no number, or out of range, counts as "not acceptable". */
function readRange(item: string): Range {
  const [tag = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = given === undefined ? 1 : Number(given || Number.NaN);
  return { tag, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

const isOf =
  (language: Language) =>
  ({ tag }: Range): boolean =>
    tag === language || tag.startsWith(`${language}-`);

/** The quality of a language: its own ranges (ja, ja-JP) before `*`, as RFC 4647 §3.4 has it. */
function qualityOf(language: Language, ranges: readonly Range[]): number {
  const own = ranges.filter(isOf(language));
  const matching = own.length > 0 ? own : ranges.filter(({ tag }) => tag === '*');
  return Math.max(0, ...matching.map(({ quality }) => quality));
}

/** Where a language is first asked for; one that is not comes after all that are. */
function placeOf(language: Language, ranges: readonly Range[]): number {
  const place = ranges.findIndex((range) => isOf(language)(range) && range.quality > 0);
  return place < 0 ? ranges.length : place;
}

/**
 * The language to answer in: the reader's own choice (the cookie), else Japanese where the browser
 * prefers it to English, by quality and then by order, else English.
 */
export function chooseLanguage({ cookie, acceptLanguage }: LanguageWishes): Language {
  if (isLanguage(cookie)) return cookie;
  const ranges = (acceptLanguage ?? '').split(',').map(readRange);
  const lead = qualityOf('ja', ranges) - qualityOf('en', ranges);
  if (lead !== 0) return lead > 0 ? 'ja' : 'en';
  return placeOf('ja', ranges) < placeOf('en', ranges) ? 'ja' : 'en';
}

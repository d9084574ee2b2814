/** A text in both languages, fixed or made from values. Both languages take the same values. */
type Phrase<Values extends readonly unknown[] = []> = {
  readonly en: string | ((...values: Values) => string);
  readonly ja: string | ((...values: Values) => string);
};

/** A sentence with values: `saying((address: string) => …, (address) => …)`. */
export const saying = <Values extends readonly unknown[]>(
  en: (...values: Values) => string,
  ja: (...values: Values) => string,
) => ({ en, ja }) satisfies Phrase<Values>;

/** A fixed sentence. */
export const fixed = (en: string, ja: string) => ({ en, ja }) satisfies Phrase;

const GROUPS = new Intl.NumberFormat('en');

/** 10,000 and not 10000. Both languages group digits in the same way. */
export const grouped = (count: number): string => GROUPS.format(count);

/** "1 mailbox", "2 mailboxes". */
export const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${grouped(count)} ${many}`;

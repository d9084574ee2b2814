/** The headers that an operator looks at; `deliveredto:` is what Gmail's servers wrote. */
const FIELDS = {
  from: ['From', 'Sender'],
  to: ['To'],
  cc: ['Cc'],
  bcc: ['Bcc'],
  deliveredto: ['Delivered-To'],
  subject: ['Subject'],
} as const;

type Operator = keyof typeof FIELDS;

/** Words that one of these headers must have. */
export type HeaderTerm = { headers: readonly string[]; words: string };

/** What a search selects. Of each of `terms` one alternative must fit. */
export type Search = {
  after: number;
  before: number;
  messageId: string | null;
  withDrafts: boolean;
  terms: readonly (readonly HeaderTerm[])[];
};

/** Alternatives in brackets, or a word with its operator. */
const TOKEN = /\s*(?:\{([^{}]*)\}|((?:[^\s{}"]|"[^"]*")+))/y;

/**
 * Reads a search (support.google.com/mail/answer/7190): `after:` and `before:` with seconds, `-in:drafts`,
 * `rfc822msgid:`, `from:`, `to:`, `cc:`, `bcc:`, `deliveredto:` and `subject:`, and alternatives in `{ }`. Null if it holds
 * anything else: Gmail itself would take it for words.
 */
export function parseSearch(q: string): Search | null {
  const search: Search = {
    after: 0,
    before: Number.POSITIVE_INFINITY,
    messageId: null,
    withDrafts: true,
    terms: [],
  };
  const tokens = tokensOf(q);
  return tokens?.every((token) => take(search, token)) ? search : null;
}

type Token = { readonly group: string | undefined; readonly word: string | undefined };

/** Null: there is a quotation mark or a bracket too much. */
function tokensOf(q: string): readonly Token[] | null {
  const text = q.trimEnd();
  const tokens: Token[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length; ) {
    const found = TOKEN.exec(text);
    if (!found) return null;
    tokens.push({ group: found[1], word: found[2] });
  }
  return tokens;
}

function take(search: Search, { group, word = '' }: Token): boolean {
  const words = group === undefined ? [word] : tokensOf(group)?.map((each) => each.word ?? '');
  const terms = words?.map(headerTerm) ?? [];
  if (terms.length > 0 && !terms.includes(null)) {
    search.terms = [...search.terms, terms.filter((term) => term !== null)];
    return true;
  }
  return group === undefined && takeWord(search, word);
}

function headerTerm(token: string): HeaderTerm | null {
  const [, operator = '', quoted, bare] = /^([a-z]+):(?:"([^"]*)"|([^\s"]+))$/.exec(token) ?? [];
  const words = quoted ?? bare;
  if (words === undefined || !Object.hasOwn(FIELDS, operator)) return null;
  return { headers: FIELDS[operator as Operator], words };
}

function takeWord(search: Search, token: string): boolean {
  const [, edge, seconds] = /^(after|before):(\d{1,11})$/.exec(token) ?? [];
  const messageId = /^rfc822msgid:"?<?([^<>"]+)>?"?$/.exec(token)?.[1];
  if (edge === 'after') search.after = Number(seconds) * 1000;
  else if (edge === 'before') search.before = Number(seconds) * 1000;
  else if (token === '-in:drafts') search.withDrafts = false;
  else if (messageId !== undefined) search.messageId = `<${messageId}>`;
  else return false;
  return true;
}

/**
 * Has a message what a search asks of its headers? Gmail compares whole words, in any case. Of Japanese and Chinese, which
 * part no words, any part fits.
 */
export const fitsTerms = (terms: Search['terms'], headerOf: (name: string) => string): boolean =>
  terms.every((alternatives) =>
    alternatives.some(({ headers, words }) =>
      headers.some((name) => hasWords(headerOf(name), words)),
    ),
  );

const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function hasWords(text: string, words: string): boolean {
  const [inText, wanted] = [wordsOf(text), wordsOf(words)];
  return UNPARTED.test(wanted) ? inText.includes(wanted.trim()) : inText.includes(wanted);
}

const wordsOf = (text: string): string =>
  ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** Tags that stand between paragraphs, and tags that stand between lines. */
const PARAGRAPHS = new Set('p h1 h2 h3 h4 h5 h6 blockquote pre ul ol dl table figure'.split(' '));
const LINES = new Set(
  'div li tr dt dd address article aside section header footer main nav center caption figcaption'.split(
    ' ',
  ),
);
const CELLS = new Set(['td', 'th']);
const RULE = '-'.repeat(40);

/** A text that grows, with what is due before its next word. */
type Growing = {
  text: string;
  /** Line breaks at its end; of an empty text, enough of any. */
  ends: number;
  /** Line breaks that are due. */
  due: number;
  isBlankDue: boolean;
  /** How deep in quotes, and in preformatted text, it is. */
  quotes: number;
  preformatted: number;
  /** How deep in what is not shown it is. */
  hidden: number;
  /** The open links, and where their text begins. */
  readonly links: { readonly href: string; readonly start: number }[];
};

type Tag = { readonly name: string; readonly isEnd: boolean; readonly written: string };

/**
 * The text that clean HTML shows, as a person would copy it: a line for each line, `> ` before what is quoted,
 * `[address]` behind a link that shows something else, `[description]` for an image. Takes time by its length.
 *
 * @param clean what `sanitizeHtml` made: it has no `<` but that of tags
 */
export function textOfHtml(clean: string): string {
  const growing: Growing = {
    ...{ text: '', ends: 2, due: 0, isBlankDue: false, quotes: 0, preformatted: 0, hidden: 0 },
    links: [],
  };
  for (const piece of clean.match(/<[^>]*>|[^<]+/g) ?? []) {
    if (isHidden(growing, piece)) continue;
    if (piece.startsWith('<')) addTag(growing, tagIn(piece));
    else addText(growing, decoded(piece));
  }
  return growing.text.trimEnd();
}

const NOT_SHOWN = /^<[^>]* style="(?:[^"]*;)?\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/** Newsletters begin with a text that only lists of mails show. Tags without an end are written with a slash. */
function isHidden(growing: Growing, piece: string): boolean {
  if (!piece.startsWith('<') || piece.endsWith('/>')) return growing.hidden > 0;
  if (growing.hidden === 0 && !NOT_SHOWN.test(piece)) return false;
  growing.hidden += piece.startsWith('</') ? -1 : 1;
  return true;
}

function tagIn(written: string): Tag {
  const [, slash = '', name = ''] = /^<(\/?)([a-z0-9]+)/i.exec(written) ?? [];
  return { name: name.toLowerCase(), isEnd: slash === '/', written };
}

function addTag(growing: Growing, tag: Tag): void {
  const { name, isEnd } = tag;
  if (PARAGRAPHS.has(name)) growing.due = 2;
  else if (LINES.has(name)) growing.due = Math.max(growing.due, 1);
  else if (CELLS.has(name)) growing.isBlankDue = true;
  if (name === 'blockquote') growing.quotes = Math.max(0, growing.quotes + (isEnd ? -1 : 1));
  if (name === 'pre') growing.preformatted = Math.max(0, growing.preformatted + (isEnd ? -1 : 1));
  if (name === 'br') endLine(growing);
  if (name === 'li' && !isEnd) addWord(growing, '* ');
  if (name === 'img') addImage(growing, tag);
  if (name === 'a') addLink(growing, tag);
  if (name === 'hr') {
    growing.due = Math.max(growing.due, 1);
    addWord(growing, RULE);
    growing.due = 1;
  }
}

const attributeOf = (tag: Tag, name: string): string =>
  decoded(new RegExp(` ${name}="([^"]*)"`, 'i').exec(tag.written)?.[1] ?? '').trim();

function addImage(growing: Growing, tag: Tag): void {
  const description = attributeOf(tag, 'alt');
  if (description !== '') addText(growing, `[${description}]`);
}

function addLink(growing: Growing, tag: Tag): void {
  if (!tag.isEnd) {
    growing.links.push({ href: attributeOf(tag, 'href'), start: growing.text.length });
    return;
  }
  const link = growing.links.pop();
  const address = link?.href.replace(/^(?:mailto|tel):/i, '') ?? '';
  if (link === undefined || address === '' || growing.text.length === link.start) return;
  // A text that is much longer is another one.
  const isShort = growing.text.length - link.start <= address.length + 20;
  const shown = isShort ? growing.text.slice(link.start).replace(/[\s<>]/g, '') : '';
  if (!address.includes(shown) || shown === '') addText(growing, ` [${address}]`);
}

/** Blanks count once, and line breaks are blanks, but in preformatted text. */
function addText(growing: Growing, text: string): void {
  if (growing.preformatted > 0) {
    const [first = '', ...others] = text.split('\n');
    if (first !== '') addWord(growing, first);
    for (const line of others) {
      endLine(growing);
      if (line !== '') addWord(growing, line);
    }
    return;
  }
  const words = text.replace(/[\s\u00a0]+/g, ' ');
  if (words.startsWith(' ')) growing.isBlankDue = true;
  const word = words.trim();
  if (word === '') return;
  addWord(growing, word);
  growing.isBlankDue = words.endsWith(' ');
}

function addWord(growing: Growing, word: string): void {
  breakLines(growing);
  const before = growing.ends > 0 ? '> '.repeat(Math.min(growing.quotes, 10)) : '';
  const blank = growing.ends === 0 && growing.isBlankDue && !growing.text.endsWith(' ') ? ' ' : '';
  growing.text += before + blank + word;
  growing.ends = 0;
  growing.isBlankDue = false;
}

function breakLines(growing: Growing): void {
  const missing = Math.max(0, growing.due - growing.ends);
  growing.text += '\n'.repeat(missing);
  growing.ends += missing;
  growing.due = 0;
}

function endLine(growing: Growing): void {
  if (growing.text !== '') breakLines(growing);
  growing.text += '\n';
  growing.ends += 1;
  growing.isBlankDue = false;
}

const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&' };

const decoded = (html: string): string =>
  html.replace(/&(lt|gt|quot|amp);/g, (_all, name: string) => CHARACTERS[name] ?? '');

import type { Hidden } from './find-numbers.ts';
import { maskText } from './mask-text.ts';

/** Tags that end no line, so that a number may go on behind them. */
const INLINE =
  /^<\/?(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)[\s/>]/i;

/**
 * Clean HTML in which those numbers are masked where they are shown, also those that tags of formatting divide.
 * Attributes stay, addresses of links among them, but for a `tel:` that mail programs make of a number themselves.
 *
 * @param html what `sanitizeHtml` made: it has no `<` and `>` but those of tags
 */
export function maskHtml(html: string, hidden: Hidden): string {
  const pieces = html.match(/<[^>]*>|[^<]+/g) ?? [];
  const shown = pieces.map((piece) => (isTag(piece) ? lineEndOf(piece) : piece)).join('');
  // It is as long as before, so that each piece finds its place.
  const masked = maskText(shown, hidden);
  let at = 0;
  return pieces
    .map((piece) => {
      const start = at;
      at += isTag(piece) ? lineEndOf(piece).length : piece.length;
      return isTag(piece) ? withoutNumber(piece, hidden) : masked.slice(start, at);
    })
    .join('');
}

const isTag = (piece: string): boolean => piece.startsWith('<');

const lineEndOf = (tag: string): string => (INLINE.test(tag) ? '' : '\n');

/** A link that calls what is masked would show it. */
const withoutNumber = (tag: string, hidden: Hidden): string =>
  tag.replace(/ href="tel:([^"]*)"/i, (whole, number: string) =>
    maskText(decoded(number), hidden) === decoded(number) ? whole : '',
  );

function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

import { isBlank, isQuoted, isRule, type Line, linesOf } from './lines.ts';
import { announcementAt, firstNonBlank } from './quoted-mail.ts';
import { withoutSignature } from './signature.ts';
import { isAnswerSubject, isForwardSubject } from './subject.ts';

/**
 * What a customer wrote, without what it quotes, also between the answers, and without a signature where one is
 * marked. What was forwarded stays, because nobody here has read it. So do lines between others in a mail that answers
 * nothing: people write the sign of a quote before commands, too.
 *
 * @param subject of the mail: it says what is an answer, and what a forward, where the text does not
 * @returns lines of the text; the whole of it, when everything is quoted. Takes time by its length
 */
export function replyOf(text: string, subject = ''): string {
  const lines = linesOf(text);
  const { kinds, forwardedAt } = kindsOf(lines, isForwardSubject(subject));
  const isAnswer = kinds.includes('announcement') || isAnswerSubject(subject);
  const end = forwardedAt ?? endOfOwn(lines, kinds);
  const own = isAnswer ? { kinds, end } : { kinds: withQuotesBetween(kinds.slice(0, end)), end };
  const forwarded = forwardedAt === null ? '' : text.slice(lines[forwardedAt]?.start);
  const reply = `${ownLines(text, lines, own)}${forwarded}`.trim();
  return reply === '' ? text.trim() : reply;
}

/** A quote above one line is what it answers. Above several, each belongs to the line below it. */
function withQuotesBetween(kinds: readonly Kind[]): readonly Kind[] {
  const first = kinds.indexOf('own');
  const isInterleaved = first >= 0 && kinds.includes('quote', first);
  return isInterleaved ? kinds.map((kind) => (kind === 'quote' ? 'own' : kind)) : kinds;
}

/** The lines of the sender's own and the blank ones; where a quote is left out, one blank line is enough. */
function ownLines(text: string, lines: readonly Line[], { kinds, end }: Own): string {
  let kept = '';
  let last: Kind = 'own';
  let isGap = false;
  for (const [at, { start }] of lines.slice(0, end).entries()) {
    const kind = kinds[at] ?? 'own';
    const isQuote = kind === 'quote' || kind === 'announcement';
    isGap = isQuote || (isGap && kind === 'blank');
    if (isQuote || (isGap && last === 'blank')) continue;
    kept += text.slice(start, lines[at + 1]?.start);
    last = kind;
  }
  return kept;
}

type Own = { readonly kinds: readonly Kind[]; readonly end: number };

type Kind = 'own' | 'quote' | 'announcement' | 'blank';

type Kinds = {
  /** Of the lines before the end of what is looked at: below a cut everything is quoted. */
  readonly kinds: readonly Kind[];
  /** The line of a forward; all that is below belongs to it. */
  readonly forwardedAt: number | null;
};

function kindsOf(lines: readonly Line[], isForward: boolean): Kinds {
  const kinds: Kind[] = [];
  while (kinds.length < lines.length) {
    const at = kinds.length;
    const found = announcementAt(lines, at, isForward);
    if (found === null) {
      kinds.push(kindOfLine(lines[at]));
      continue;
    }
    if (found.kind === 'forward' || (isForward && found.fields.size > 0))
      return { kinds, forwardedAt: at };
    if (!isQuoted(lines[firstNonBlank(lines, found.end)])) {
      if (found.isCertain) return { kinds: withoutRule(lines, kinds), forwardedAt: null };
    }
    while (kinds.length < found.end) kinds.push('announcement');
  }
  return { kinds, forwardedAt: null };
}

function kindOfLine(line: Line | undefined): Kind {
  if (isBlank(line)) return 'blank';
  return isQuoted(line) ? 'quote' : 'own';
}

/** Outlook draws a line above the mail that it quotes. */
function withoutRule(lines: readonly Line[], kinds: readonly Kind[]): readonly Kind[] {
  let end = kinds.length;
  while (end > 0 && (kinds[end - 1] === 'blank' || isRule(lines[end - 1]))) end -= 1;
  return kinds.slice(0, end);
}

/** A text ends with few signatures: its own, that of a list, and the line of a mail program. */
const MOST_SIGNATURES = 5;

/** The line after the last one that the sender wrote, signatures left out. */
function endOfOwn(lines: readonly Line[], kinds: readonly Kind[]): number {
  let end = kinds.lastIndexOf('own') + 1;
  for (let left = MOST_SIGNATURES; left > 0; left -= 1) {
    let first = end;
    while (first > 0 && (kinds[first - 1] === 'own' || kinds[first - 1] === 'blank')) first -= 1;
    const text = withoutSignature(lines, { first, end });
    const before = text > 0 ? kinds.lastIndexOf('own', text - 1) + 1 : 0;
    // A text of nothing but a signature is a text.
    if (before === 0 || before === end) return end;
    end = before;
  }
  return end;
}

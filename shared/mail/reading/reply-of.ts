import { isBlank, isQuoted, isRule, type Line, linesOf } from './lines.ts';
import { announcementAt, firstNonBlank } from './quoted-mail.ts';
import { withoutSignature } from './signature.ts';
import { isForwardSubject } from './subject.ts';

/**
 * What a customer wrote, without the mail that it quotes and without a signature where one is marked. What was
 * forwarded stays, because nobody here has read it; answers between quoted lines stay with these.
 *
 * @param subject of the mail: that of a forward tells that the mail below was forwarded where the text does not
 * @returns a part of the text in one piece; the whole of it, when everything is quoted. Takes time by its length
 */
export function replyOf(text: string, subject = ''): string {
  const lines = linesOf(text);
  const { kinds, forwardedAt } = kindsOf(lines, isForwardSubject(subject));
  const { first, end } = ownPart(lines, kinds, forwardedAt);
  const from = lines[first]?.start ?? 0;
  const to = lines[end - 1]?.end ?? 0;
  const reply = first < end ? text.slice(from, to).trim() : '';
  return reply === '' ? text.trim() : reply;
}

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
    const found = announcementAt(lines, at);
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

type Part = { readonly first: number; readonly end: number };

function ownPart(lines: readonly Line[], kinds: readonly Kind[], forwardedAt: number | null): Part {
  const end = forwardedAt === null ? endOfOwn(lines, kinds) : lines.length;
  const isOwn = (kind: Kind): boolean => kind === 'own';
  const first = kinds.slice(0, end).findIndex(isOwn);
  if (first < 0) return { first: forwardedAt ?? end, end };
  const quoted = kinds.indexOf('quote');
  // A quote above one answer is only what it answers. Above several, each belongs to the answer below it.
  const isInterleaved = quoted >= 0 && quoted < first && kinds.slice(first, end).includes('quote');
  return { first: isInterleaved ? quoted : first, end };
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

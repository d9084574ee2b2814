import { isBlank, isRule, type Line } from './lines.ts';
import { SENT_FROM } from './quote-words.ts';

const MOST_LINES = 15;
const CONTACT =
  /@|https?:|www\.|〒|電話|携帯|住所|所在地|株式会社|有限会社|合同会社|\b(?:tel|fax|phone|mobile?|e-?mail|gmbh|inc|ltd)\b|电话|電話|手机|전화|휴대/;

/**
 * Where a signature begins that ends a run of lines, when it is marked: by `-- ` (RFC 3676 §4.3), by a drawn line
 * above a name with an address or a number, or as the line of a mail program such as *Sent from my iPhone*.
 *
 * @param run its first line, and the line after it
 * @returns the line after the text; the end of the run when no signature is marked
 */
export function withoutSignature(
  lines: readonly Line[],
  { first, end }: { readonly first: number; readonly end: number },
): number {
  let last = end;
  while (last > first && isBlank(lines[last - 1])) last -= 1;
  if (last <= first) return first;
  if (isSentFrom(lines[last - 1]?.plain ?? '')) return last - 1;
  return delimiterIn(lines, first, last) ?? drawnIn(lines, first, last) ?? last;
}

function isSentFrom(plain: string): boolean {
  if (plain.length > 120) return false;
  const { begins, ends, withOutlook } = SENT_FROM;
  return (
    begins.some((words) => plain.startsWith(words)) ||
    (plain.length <= 60 && ends.some((words) => plain.replace(/[.。]$/, '').endsWith(words))) ||
    (plain.includes('outlook') && withOutlook.some((words) => plain.includes(words)))
  );
}

/** Its `-- `, with at most 15 lines below. */
function delimiterIn(lines: readonly Line[], first: number, end: number): number | null {
  for (let at = end - 1, left = MOST_LINES; at >= first && left >= 0; at -= 1) {
    if (lines[at]?.plain === '--') return at;
    if (!isBlank(lines[at])) left -= 1;
  }
  return null;
}

/** The drawn line above it; one below it may close it. */
function drawnIn(lines: readonly Line[], first: number, end: number): number | null {
  let hasContact = false;
  const lastOfIt = isRule(lines[end - 1]) ? end - 2 : end - 1;
  for (let at = lastOfIt, left = MOST_LINES; at >= first && left >= 0; at -= 1) {
    if (isRule(lines[at])) return hasContact ? at : null;
    hasContact ||= CONTACT.test(lines[at]?.plain ?? '');
    if (!isBlank(lines[at])) left -= 1;
  }
  return null;
}

import { isBlank, isQuoted, type Line, linesOf } from './lines.ts';
import {
  BARE_FORWARD_MARKS,
  FIELD_LABELS,
  type FieldLabel,
  FORWARD_MARKS,
  ORIGINAL_MARKS,
  WROTE,
  WROTE_BEGINS,
} from './quote-words.ts';

/** The lines by which a mail program announces another mail. */
export type Announcement = {
  readonly kind: 'original' | 'forward';
  /** The line after it. */
  readonly end: number;
  /** False: only a quoted line right after it makes it one, because people write such lines, too. */
  readonly isCertain: boolean;
  /** The lines of its fields, by name; empty: it has none. */
  readonly fields: ReadonlyMap<FieldLabel, number>;
};

const NO_FIELDS: ReadonlyMap<FieldLabel, number> = new Map();

/**
 * What is announced at a line of a text; null: nothing.
 *
 * @param isForward whether the subject is that of a forward, which may be quoted as a whole
 */
export function announcementAt(
  lines: readonly Line[],
  at: number,
  isForward: boolean,
): Announcement | null {
  if (isBlank(lines[at])) return null;
  if (isQuoted(lines[at])) return isForward ? quotedForwardAt(lines, at) : null;
  return markAt(lines, at) ?? fieldsWithoutMarkAt(lines, at) ?? attributionAt(lines, at);
}

function markAt(lines: readonly Line[], at: number): Announcement | null {
  const kind = markOf(lines[at]?.plain ?? '');
  if (kind === null) return markWithFieldsAt(lines, at);
  const next = firstNonBlank(lines, at + 1);
  const block = next - at <= 3 ? fieldsAt(lines, next) : null;
  const isBlock = block !== null && block.fields.size >= 2;
  return {
    kind,
    end: isBlock ? block.end : at + 1,
    isCertain: true,
    fields: isBlock ? block.fields : NO_FIELDS,
  };
}

/** Yahoo Mail writes the mark and the fields in one line. */
function markWithFieldsAt(lines: readonly Line[], at: number): Announcement | null {
  const [, mark = '', rest = ''] = MARK_WITH_FIELDS.exec(lines[at]?.plain ?? '') ?? [];
  const kind = markOf(mark);
  const label = FIELD_LABELS.get(rest.slice(0, Math.max(rest.indexOf(':'), 0)).trim());
  if (kind === null || label !== 'from') return null;
  return { kind, end: at + 1, isCertain: true, fields: new Map([['from', at]]) };
}

const MARK_WITH_FIELDS = /^(-{2,} ?[^-:]{1,60}? ?-{2,}) ?([^-].{0,900})$/;

function markOf(line: string): Announcement['kind'] | null {
  if (line.length > LONGEST_ATTRIBUTION) return null;
  // QQ Mail writes the blanks of its HTML into the text.
  const plain = line.replace(/(?:&nbsp;)+/g, ' ').trim();
  if (BARE_FORWARD_MARKS.has(plain)) return 'forward';
  const words = /^[-_=─—―~]{2,} ?(.*?) ?[-_=─—―~:]*$/.exec(plain)?.[1] ?? '';
  if (FORWARD_MARKS.has(words) || words.startsWith('forwarded by ')) return 'forward';
  // Zoho Mail writes between dashes who wrote when.
  return ORIGINAL_MARKS.has(words) || isCertainAttribution(words) ? 'original' : null;
}

/** Outlook puts no words before the fields of the mail that it quotes, and the sender first. */
function fieldsWithoutMarkAt(lines: readonly Line[], at: number): Announcement | null {
  if (labelOf(lines[at]) !== 'from') return null;
  const { fields, end } = fieldsAt(lines, at);
  const isWhole = fields.has('date') && (fields.has('to') || fields.has('subject'));
  return isWhole ? { kind: 'original', end, isCertain: true, fields } : null;
}

const MOST_FIELD_LINES = 20;

function fieldsAt(lines: readonly Line[], start: number) {
  const fields = new Map<FieldLabel, number>();
  let end = start;
  for (let at = start; at < lines.length && at < start + MOST_FIELD_LINES; at += 1) {
    const label = labelOf(lines[at]);
    // A list of addresses may go on in the next line, and HTML puts blank lines between fields.
    const goesOn = fields.size > 0 && (isBlank(lines[at]) || /[@;]/.test(lines[at]?.plain ?? ''));
    if (label === null && !goesOn) break;
    if (label === null && isBlank(lines[at]) && labelOf(lines[at + 1]) === null) break;
    if (label !== null && !fields.has(label)) fields.set(label, at);
    end = at + 1;
  }
  return { fields, end };
}

function labelOf(line: Line | undefined): FieldLabel | null {
  // Apple Mail quotes what it forwards.
  const plain = unquoted(line);
  const colon = plain.slice(0, 40).indexOf(':');
  return colon < 0 ? null : (FIELD_LABELS.get(plain.slice(0, colon).trim()) ?? null);
}

/** A mail program wraps the line that says who wrote what follows. */
const MOST_ATTRIBUTION_LINES = 4;
const LONGEST_ATTRIBUTION = 500;

function attributionAt(lines: readonly Line[], at: number): Announcement | null {
  const found = linesToColon(lines, at);
  if (found === null || (found.end > at + 1 && !mayBegin(lines[at]?.plain ?? ''))) return null;
  if (isCertainAttribution(found.joined)) return announced(found.end, true);
  const isFollowed = isQuoted(lines[firstNonBlank(lines, found.end)]);
  const saysWho = saysWrote(found.joined) || (hasAddress(found.joined) && DATE.test(found.joined));
  return isFollowed && saysWho ? announced(found.end, false) : null;
}

/** The lines up to the first that ends with a colon; null: none of the next ones does. */
function linesToColon(lines: readonly Line[], at: number) {
  let joined = '';
  for (let end = at + 1; end <= at + MOST_ATTRIBUTION_LINES; end += 1) {
    const plain = lines[end - 1]?.plain ?? '';
    joined = `${joined} ${plain}`.trim();
    if (plain === '' || plain.startsWith('>') || joined.length > LONGEST_ATTRIBUTION) return null;
    if (plain.endsWith(':')) return { joined, end };
  }
  return null;
}

const announced = (end: number, isCertain: boolean): Announcement => ({
  kind: 'original',
  end,
  isCertain,
  fields: NO_FIELDS,
});

const beginsAsUsual = (plain: string): boolean =>
  /^\d/.test(plain) || WROTE_BEGINS.some((begin) => plain.startsWith(begin));

/** May it be the first of several lines? The line above must not be taken for a part of it. */
const mayBegin = (plain: string): boolean =>
  (beginsAsUsual(plain) && /\d/.test(plain)) || (/.@./.test(plain) && plain.length > 60);

const saysWrote = (plain: string): boolean => WROTE.some((words) => plain.includes(words));

const hasAddress = (plain: string): boolean => /[^\s<>]@[^\s<>]/.test(plain);

const DATE = /\d{4}|\d{1,2} ?[./-] ?\d{1,2}/;
const CLOCK = /\d{1,2} ?(?::|h|時|点|點|시) ?\d{2}/;

/** Mail programs name a day, and a time or an address. People who quote by hand name less. */
function isCertainAttribution(plain: string): boolean {
  if (!DATE.test(plain) || !(hasAddress(plain) || CLOCK.test(plain))) return false;
  if (saysWrote(plain)) return hasAddress(plain) || beginsAsUsual(plain);
  // Gmail in Japanese says only when and who.
  return hasAddress(plain) && /^\d{4}/.test(plain) && /> ?:$/.test(plain);
}

export function firstNonBlank(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at += 1;
  return at;
}

/** A note of the one who forwards stands above the mark, and no long text. */
const MOST_LINES_ABOVE = 40;

/** Where a text announces a forwarded mail, in its first lines and not within a quote; null: nowhere. */
export function forwardIn(lines: readonly Line[], isForward: boolean): Announcement | null {
  for (let at = 0; at < Math.min(lines.length, MOST_LINES_ABOVE); at += 1) {
    const found = announcementAt(lines, at, isForward);
    if (found === null) continue;
    if (found.kind === 'forward' || (isForward && found.fields.size > 0)) return found;
    if (found.isCertain) return null;
  }
  return null;
}

/** Apple Mail and IONOS quote what they forward, with the words that say so. */
function quotedForwardAt(lines: readonly Line[], at: number): Announcement | null {
  if (markOf(unquoted(lines[at])) === null) return null;
  const { fields, end } = fieldsAt(lines, firstFieldAfter(lines, at));
  return { kind: 'forward', end, isCertain: true, fields };
}

const unquoted = (line: Line | undefined): string => (line?.plain ?? '').replace(/^>[> ]*/, '');

function firstFieldAfter(lines: readonly Line[], at: number): number {
  let next = at + 1;
  while (next < lines.length && unquoted(lines[next]) === '') next += 1;
  return next;
}

/** Does a text forward a mail, by the mark of a mail program? */
export const isForwardedText = (text: string): boolean =>
  forwardIn(linesOf(text.slice(0, LONGEST_NOTE)), false) !== null;

const LONGEST_NOTE = 20_000;

import { isCardNumber } from './card-number.ts';
import { type DigitGroup, digitGroupsIn, isLineBreak } from './digit-groups.ts';
import { isIndividualNumber } from './individual-number.ts';

/** Which numbers are to be hidden. */
export type Hidden = { readonly cards: boolean; readonly individualNumbers: boolean };

/** A number in a text: the places of its groups of digits. */
type FoundNumber = { readonly groups: readonly DigitGroup[]; readonly shown: number };

/** A part of a text, in UTF-16 code units. */
export type Span = { readonly start: number; readonly end: number };

/** Of a card the last digits stay, by which its owner knows it. */
const SHOWN_OF_CARD = 4;
/** 4-4-4-4-3, with one group that a line break divides. */
const MOST_GROUPS = 6;
const LONGEST_CARD = 19;

/**
 * Where the digits stand that are to be hidden in a text. A number counts when issuer, length and check digit are
 * right and it stands alone: not within a longer number, a word, a web address or an e-mail address, and not as a
 * telephone number with `+` or a decimal. Takes time by the length of the text.
 */
export function spansToHide(text: string, hidden: Hidden): readonly Span[] {
  const groups = digitGroupsIn(text);
  const spans: Span[] = [];
  for (let at = 0; at < groups.length; ) {
    const found = numberAt(text, groups.slice(at, at + MOST_GROUPS + 1), hidden, groups[at - 1]);
    if (found !== null) spans.push(...withoutShown(found));
    at += found?.groups.length ?? 1;
  }
  return spans;
}

/** @param ahead the group that begins here, and the next ones; `before`: the one before */
function numberAt(
  text: string,
  ahead: readonly DigitGroup[],
  hidden: Hidden,
  before: DigitGroup | undefined,
): FoundNumber | null {
  const card = hidden.cards ? cardAt(text, ahead) : null;
  if (card !== null) return { groups: card, shown: SHOWN_OF_CARD };
  const own = hidden.individualNumbers ? individualAt(text, ahead, before) : null;
  return own && { groups: own, shown: 0 };
}

/** The longest one that begins here: of a longer number, the beginning alone may look like a whole one. */
function cardAt(text: string, ahead: readonly DigitGroup[]): readonly DigitGroup[] | null {
  let found: readonly DigitGroup[] | null = null;
  let digits = '';
  for (const [nth, group] of ahead.slice(0, MOST_GROUPS).entries()) {
    const groups = ahead.slice(0, nth + 1);
    digits += group.digits;
    if (nth > 0 && group.joint === null) break;
    if (digits.length > LONGEST_CARD || !isWrittenAsOne(groups)) break;
    if (isCardNumber(digits) && standsAlone(text, groups)) found = groups;
  }
  return found;
}

/** A line break divides it once, anywhere; people write no groups of one or two digits but the last. */
function isWrittenAsOne(groups: readonly DigitGroup[]): boolean {
  const breaks = groups.slice(1).filter(({ joint }) => isLineBreak(joint)).length;
  const isShort = (group: DigitGroup, nth: number): boolean => {
    const isAtBreak =
      (nth > 0 && isLineBreak(group.joint)) || isLineBreak(groups[nth + 1]?.joint ?? null);
    return group.digits.length < 3 && nth < groups.length - 1 && !isAtBreak;
  };
  return breaks <= 1 && !groups.some(isShort);
}

/** In one piece, or 4-4-4 and no part of a longer row of such groups. */
function individualAt(
  text: string,
  ahead: readonly DigitGroup[],
  before: DigitGroup | undefined,
): readonly DigitGroup[] | null {
  const [first, second, third, next] = ahead;
  if (first === undefined) return null;
  if (isIndividual(text, [first])) return [first];
  if (!second || !third || second.joint === null || third.joint === null) return null;
  const groups = [first, second, third];
  const isRow = groups.every(({ digits }) => digits.length === 4) && isWrittenAsOne(groups);
  const joints = [second.joint, third.joint];
  const goesOn =
    (next?.joint != null && joints.includes(next.joint)) ||
    (before !== undefined && first.joint !== null && joints.includes(first.joint));
  return isRow && !goesOn && isIndividual(text, groups) ? groups : null;
}

const isIndividual = (text: string, groups: readonly DigitGroup[]): boolean =>
  isIndividualNumber(groups.map(({ digits }) => digits).join('')) &&
  standsAlone(text, groups) &&
  !isNamedOtherwise(text.slice(Math.max(0, startOf(groups) - 40), startOf(groups)));

/** Parcels in Japan have twelve digits, too, and so have numbers of orders. */
const OTHER_NAME =
  /(?:追跡|伝票|送り状|問い?合わ?せ|荷物|注文|受注|会員|お客様|tracking|waybill|parcel|order|invoice)[^\n\d０-９]{0,16}$/i;
const OWN_NAME = /マイナンバー|個人番号|my ?number|individual number/i;

const isNamedOtherwise = (before: string): boolean =>
  OTHER_NAME.test(before) && !OWN_NAME.test(before);

const startOf = ([first]: readonly DigitGroup[]): number => first?.start ?? 0;

const WORD = /[A-Za-z_@\uff21-\uff3a\uff41-\uff5a]/;

function standsAlone(text: string, groups: readonly DigitGroup[]): boolean {
  const start = startOf(groups);
  const end = groups.at(-1)?.end ?? start;
  const isDecimal =
    groups.length === 1 &&
    (/\d[.,]$/.test(text.slice(Math.max(0, start - 2), start)) ||
      /^[.,]\d/.test(text.slice(end, end + 2)));
  const isAddress = /^[\w.+-]{0,64}@/.test(text.slice(end, end + 65));
  const before = text.charAt(start - 1);
  const isInWord = WORD.test(before) || WORD.test(text.charAt(end));
  return !isDecimal && !isAddress && !isInWord && !/[+＋]/.test(before) && !isInUrl(text, start);
}

/** A web address in a mail is seldom longer. */
const LONGEST_URL = 2048;

/** In Japanese a web address ends where another script begins. */
function isInUrl(text: string, at: number): boolean {
  let start = at;
  while (start > Math.max(0, at - LONGEST_URL) && /[!-~]/.test(text.charAt(start - 1))) start -= 1;
  return /:\/\/|www\./i.test(text.slice(start, at));
}

/** The groups of a number without its last digits. */
function withoutShown({ groups, shown }: FoundNumber): readonly Span[] {
  let left = shown;
  return groups
    .toReversed()
    .map(({ start, end }) => {
      const kept = Math.min(left, end - start);
      left -= kept;
      return { start, end: end - kept };
    })
    .filter(({ start, end }) => end > start)
    .toReversed();
}

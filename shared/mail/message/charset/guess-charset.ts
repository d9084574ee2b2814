/** As much of a text as is looked at: its language does not change after that. */
const SAMPLE_BYTES = 32 * 1024;

const EVIDENCE = {
  kana: /[\u3041-\u3096\u30a1-\u30fc]/g,
  /** CJK ideographs and full-width punctuation, letters and digits. */
  wide: /[\u3000-\u3003\u300c-\u3011\u4e00-\u9fff\uff01-\uff5e\u2460-\u2473\u3231]/g,
  /** Half-width kana in a row are what EUC-JP looks like when it is read as Shift_JIS. */
  halfWidth: /[\uff61-\uff9f]/g,
  broken: /[\ufffd\ue000-\uf8ff]/g,
  foreign: /\P{ASCII}/gu,
  /** Two or more in a row. Western text has single ones between its letters. */
  runs: /\P{ASCII}{2,}/gu,
} as const;

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

/**
 * Is this Japanese, whose charset is not declared or declared wrong? Many mail programs and forms send raw Shift_JIS
 * or EUC-JP.
 *
 * @returns null for what does not read as Japanese
 */
export function guessJapanese(bytes: Buffer): 'shift_jis' | 'euc-jp' | null {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const [shiftJis, eucJp] = [likeness(sample, 'shift_jis'), likeness(sample, 'euc-jp')];
  if (Math.max(shiftJis, eucJp) < 0.6) return null;
  return eucJp > shiftJis ? 'euc-jp' : 'shift_jis';
}

/**
 * Is a text that is called Shift_JIS evidently EUC-JP, or the other way round? Each byte pair of EUC-JP is also two
 * half-width kana of Shift_JIS, so that a declaration is wrong only where it makes of hiragana mostly those.
 */
export function corrected(bytes: Buffer, named: 'shift_jis' | 'euc-jp'): 'shift_jis' | 'euc-jp' {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const other = named === 'shift_jis' ? 'euc-jp' : 'shift_jis';
  const text = new TextDecoder(other).decode(sample);
  const foreign = count(text, EVIDENCE.foreign);
  const isJapanese = foreign >= 4 && count(text, EVIDENCE.kana) > foreign * 0.3;
  const isOther = isJapanese && likeness(sample, other) >= 1 && likeness(sample, named) <= 0;
  return isOther ? other : named;
}

/** Is this UTF-8 with a few wrong bytes? Read as Shift_JIS it would look like Japanese, too. */
export function isMostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8', 0, SAMPLE_BYTES);
  const foreign = count(text, EVIDENCE.foreign);
  return count(text, EVIDENCE.broken) < foreign * 0.2;
}

/** At most 1.1: everything beyond ASCII is Japanese, and some of it kana, in rows as Japanese writes it. */
function likeness(bytes: Buffer, charset: string): number {
  const text = new TextDecoder(charset).decode(bytes);
  const foreign = count(text, EVIDENCE.foreign);
  const kana = count(text, EVIDENCE.kana);
  const inRuns = (text.match(EVIDENCE.runs) ?? []).join('').length;
  if (foreign < 2 || inRuns < foreign * 0.6) return 0;
  const good = kana + count(text, EVIDENCE.wide);
  const bad = count(text, EVIDENCE.halfWidth) + 5 * count(text, EVIDENCE.broken);
  return (good - bad) / foreign + (kana > 0 ? 0.1 : 0);
}

const LAST_POINT = 0x10ffff;
const [FIRST_SURROGATE, AFTER_SURROGATES] = [0xd800, 0xe000];

/**
 * The range of all texts that begin with a prefix: from `from` up to, but without, `before`. Every store
 * here compares texts by their code points. `before` is null when the range has no upper end.
 */
export function rangeOfPrefix(prefix: string): { from: string; before: string | null } {
  const from = prefix.toWellFormed();
  const points = Array.from(from, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return { from, before: null };
  const next = last + 1 === FIRST_SURROGATE ? AFTER_SURROGATES : last + 1;
  return { from, before: String.fromCodePoint(...points, next) };
}

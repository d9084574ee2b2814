/**
 * Gmail's history ids are decimal numbers of any length, kept as text (Gmail API, `users.history`). They rise.
 */
const HISTORY_ID = /^[1-9]\d{0,39}$/;

/** A history id as Gmail pushes it, as a number or as text, in decimal text; null: it is none. */
export function historyIdOf(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && HISTORY_ID.test(text) ? text : null;
}

/** Does a history id lie after another? Anything lies after none. */
export const isLater = (id: string, than: string | null): boolean =>
  than === null || BigInt(id) > BigInt(than);

/** The later of two history ids. */
export const laterOf = (id: string, other: string | null): string =>
  other === null || isLater(id, other) ? id : other;

import type { DatabaseSync } from 'node:sqlite';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECK_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The pod and the reserved characters between the prefix and the number of a record. */
const POD = 'Hs00000';

/**
 * The 18 characters of an id of 15: the last three say which letters are upper case, so that an id is
 * unique without regard to case.
 */
export function longId(id: string): string {
  const suffix = [0, 5, 10].map((start) => {
    const bits = [...id.slice(start, start + 5)].map((letter) => /[A-Z]/.test(letter));
    const value = bits.reduce((sum, isUpper, bit) => sum + (isUpper ? 1 << bit : 0), 0);
    return CHECK_DIGITS[value];
  });
  return id.slice(0, 15) + suffix.join('');
}

/** Is this text an id of 15 characters, or one of 18 with the right suffix? */
export function isId(text: string): boolean {
  if (!/^[0-9A-Za-z]{15}(?:[A-Z0-5]{3})?$/.test(text)) return false;
  return text.length === 15 || longId(text) === text;
}

export type Sequences = {
  /** The next number of a sequence, from 1. */
  next(name: string): number;
  /** The next id of 18 characters with an object's prefix of three. */
  nextId(prefix: string): string;
};

export function openSequences(database: DatabaseSync): Sequences {
  const advance = database.prepare(
    `INSERT INTO sequences VALUES (?, 1)
     ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last`,
  );
  const next = (name: string) => Number(advance.get(name)?.['last']);
  return { next, nextId: (prefix) => longId(`${prefix}${POD}${inDigits(next(prefix))}`) };
}

/** Five digits to the base of 62. */
function inDigits(number: number): string {
  const digits = [0, 1, 2, 3, 4].map((place) => DIGITS[Math.floor(number / 62 ** place) % 62]);
  return digits.reverse().join('');
}

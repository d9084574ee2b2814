/** A Message-ID without what relays change of it harmlessly: brackets, blanks and case. */
export const plainId = (messageId: string): string =>
  messageId.replace(/[<>\s]/g, '').toLowerCase();

/** A subject as it is compared. */
export const plainSubject = (subject: string): string =>
  subject.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** Message-IDs with fewer characters, such as a mere number, may be equal by chance. */
const SHORTEST = 8;

/**
 * Is one Message-ID the other, slightly changed on its way: with other signs, at another domain, or with something
 * before or after it? Two that differ in a number alone are different mails: a shop numbers its notices.
 */
export function areAlike(one: string, other: string): boolean {
  const [a, b] = [plainId(one), plainId(other)];
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < SHORTEST) return false;
  if (lettersOf(a) === lettersOf(b)) return true;
  const isSameLeft = leftOf(a) === leftOf(b) && leftOf(a).length >= SHORTEST;
  return isSameLeft || isPart(short, long);
}

/** A part that ends within a number or word is another id. */
function isPart(short: string, long: string): boolean {
  const at = long.indexOf(short);
  if (at < 0) return false;
  const around = [long[at - 1], long[at + short.length]];
  return around.every((sign) => sign === undefined || !/[\p{L}\p{N}]/u.test(sign));
}

const lettersOf = (id: string): string => id.replace(/[^\p{L}\p{N}]/gu, '');

const leftOf = (id: string): string => id.slice(0, Math.max(0, id.lastIndexOf('@')));

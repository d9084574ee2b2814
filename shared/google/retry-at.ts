/** Google asks for hours at most. A value from outside must not park a mailbox for longer than a day. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

const IN_TEXT = /retry after (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)/i;

/**
 * When Google wants to be asked again: by the header `Retry-After`, as seconds or as a date (RFC 9110 §10.2.3),
 * else by the words of Gmail's message. Null when neither says so, or says a moment that has passed. A moment
 * further away than a day is a day away.
 */
export function retryAtIn(header: unknown, message: unknown, now: Date): Date | null {
  const at = momentIn(header, now) ?? momentIn(IN_TEXT.exec(textOf(message))?.[1], now);
  if (at === null || at <= now.getTime()) return null;
  return new Date(Math.min(at, now.getTime() + LONGEST_MS));
}

function momentIn(value: unknown, now: Date): number | null {
  const text = textOf(value).trim();
  if (/^\d{1,15}$/.test(text)) return now.getTime() + Number(text) * 1000;
  // Date.parse reads far more than dates: -5 and 1.5 are years to it.
  const at = /^[A-Za-z]{3}|^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

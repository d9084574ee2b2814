import { oddAnswer } from './calls.ts';

const FOREIGN = /[^A-Za-z0-9_-]/;
/** Padding may also be written as an escape of JSON. */
const PADDING = /^(=|\\u003d){0,2}$/i;
const LONGEST_PADDING = 12;

/**
 * Decodes base64url (RFC 4648 §5) that comes in parts, with or without padding.
 *
 * `take` answers the bytes that are complete, `end` the last ones. Both throw AppError `google_unavailable` for what is
 * not base64url: Node would pass over it, and the mail would be another one.
 */
export function createBase64urlDecoder() {
  /** Up to three characters, which are no whole bytes yet. */
  let rest = '';
  let padding = '';
  return {
    take(part: Buffer): Buffer {
      const text = part.toString('latin1');
      const end = padding === '' ? text.search(FOREIGN) : 0;
      if (end !== -1) padding += text.slice(end);
      if (padding.length > LONGEST_PADDING) throw oddAnswer();
      const characters = rest + (end === -1 ? text : text.slice(0, end));
      const whole = characters.length - (characters.length % 4);
      rest = characters.slice(whole);
      return Buffer.from(characters.slice(0, whole), 'base64url');
    },
    end(): Buffer {
      if (rest.length === 1 || !PADDING.test(padding)) throw oddAnswer();
      return Buffer.from(rest, 'base64url');
    },
  };
}

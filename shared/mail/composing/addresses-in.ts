import addressparser from 'nodemailer/lib/addressparser';
import { AppError } from '../../errors.ts';
import type { Person } from '../model/send-request.ts';
import { isOneLine } from '../sending/check-address.ts';

/** A hundred recipients with long names have half of it. The parser takes seconds for megabytes. */
const MOST_CHARACTERS = 100_000;

/**
 * Reads the addresses of a text, as a person enters them: separated by commas or semicolons, with or without names
 * (RFC 5322 §3.4). Groups are no addresses. Whether each is one that mail can be sent to is checked with the mail.
 *
 * @param field the property of the request that has the text: a refusal names it
 * @throws AppError `send_header_invalid`: a line break, which the parser would take for white space;
 *   `send_recipients_too_many`: a text that is longer than those of all recipients; `send_address_invalid`
 */
export function addressesIn(field: string, text: string): readonly Person[] {
  if (!isOneLine(text)) throw refusal('send_header_invalid', field);
  if (text.length > MOST_CHARACTERS) throw refusal('send_recipients_too_many', field);
  return addressparser(text).map((each) => {
    if (!('address' in each) || !each.address || isTwo(each.name))
      throw refusal('send_address_invalid', field);
    return { address: each.address, name: each.name || null };
  });
}

/** Of two addresses without a comma between them the parser makes one with a name: the second would get nothing. */
const isTwo = (name: string | undefined): boolean => /\S@\S/.test(name ?? '');

/** The one address of a text; null: the text is empty. Throws what `addressesIn` throws. */
export function addressIn(field: string, text: string): Person | null {
  const [first = null, ...others] = addressesIn(field, text);
  if (others.length > 0) throw refusal('send_address_invalid', field);
  return first;
}

const refusal = (
  code: 'send_header_invalid' | 'send_address_invalid' | 'send_recipients_too_many',
  field: string,
): AppError => new AppError(code, { detail: { fields: [field] } });

import type { Person } from '../model/send-request.ts';

const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;

/** RFC 5321 §4.1.2 without quoted local parts, which no mailbox has, and in ASCII (Gmail sends to no others). */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** A URL parser reads these as the end of a host, or drops them. */
const NOT_IN_DOMAIN = /[\p{ASCII}--[A-Za-z0-9.\-]]/v;

/**
 * An address as it stands in the mail: its domain in lower case and in ASCII (RFC 5891).
 *
 * @returns null: no mail can be sent to it
 */
export function plainAddress(address: string): string | null {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const domain = asciiDomain(address.slice(at + 1));
  const plain = `${local}@${domain}`;
  const isValid = LOCAL.test(local) && local.length <= MAX_LOCAL && plain.length <= MAX_ADDRESS;
  return isValid && domain !== null ? plain : null;
}

function asciiDomain(domain: string): string | null {
  if (NOT_IN_DOMAIN.test(domain) || !URL.canParse(`http://${domain}/`)) return null;
  const { hostname } = new URL(`http://${domain}/`);
  // The parser reads a number as an IPv4 address.
  const isNumber = /^[\d.]+$/.test(hostname);
  return DOMAIN.test(hostname) && !isNumber ? hostname : null;
}

/** May a text stand in a header? A line break would begin another one. */
export const isOneLine = (text: string): boolean => !/\p{Cc}|[\u2028\u2029]/u.test(text);

/** The person with a plain address; null: the address is none. */
export function plainPerson({ address, name }: Person): Person | null {
  const plain = plainAddress(address);
  return plain === null ? null : { address: plain, name: name?.trim() ? name.trim() : null };
}

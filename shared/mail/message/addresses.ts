import type { AddressObject, EmailAddress } from 'mailparser';
import type { MailAddress } from '../ports.ts';
import { oneLine } from './clean-text.ts';

/** The addresses of a header, groups dissolved, without control characters. Entries without an address are left out. */
export const addressesIn = (
  found: AddressObject | readonly AddressObject[] | undefined,
): readonly MailAddress[] => [found ?? []].flat().flatMap(({ value }) => value.flatMap(flat));

const flat = ({ name, address, group }: EmailAddress): readonly MailAddress[] => {
  if (group) return group.flatMap(flat);
  const plain = oneLine(address ?? '').replace(/\s/g, '');
  return plain === '' ? [] : [{ name: oneLine(name ?? ''), address: asciiDomain(plain) }];
};

/** Salesforce's e-mail fields take domains in ASCII only (RFC 5891), and the parser decodes them. */
function asciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (/^\p{ASCII}*$/u.test(domain) || !URL.canParse(`http://${domain}/`)) return address;
  return `${address.slice(0, at + 1)}${new URL(`http://${domain}/`).hostname}`;
}

import { domainOf } from '../address-parts.ts';
import type { MailReading } from './mail-reading.ts';

/** Whose mail is ours: the mailboxes and groups, and the domains of everybody who works here. In lower case. */
export type Ours = { readonly addresses: readonly string[]; readonly domains: readonly string[] };

export function isOurs(address: string, { addresses, domains }: Ours): boolean {
  const known = address.toLowerCase();
  return addresses.includes(known) || domains.includes(domainOf(known));
}

/**
 * Does the address of From really stand for who sent the mail? Gmail authenticated it; or Gmail judged nothing at all,
 * as of a mail that never came over the internet. Where Gmail judged and found nothing for it, anybody may have
 * written the address.
 */
export function isTrusted({ mail, fields }: MailReading): boolean {
  if (mail.authentication !== 'none') return mail.authentication === 'pass';
  return !fields
    .all('authentication-results')
    .some((value) => value.trim().toLowerCase().startsWith('mx.google.com'));
}

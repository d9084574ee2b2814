import type { ParsedMail } from '../ports.ts';
import { type Bounce, bounceOf } from '../reading/bounce-of.ts';
import { kindOf, type MailKind } from '../reading/kind-of.ts';
import { type MailReading, readingOf } from '../reading/mail-reading.ts';
import { isTrusted, type Ours } from '../reading/our-addresses.ts';
import { type Sender, type SenderPolicies, senderOf } from '../reading/sender-of.ts';
import { ownDomain } from './public-domains.ts';

/** A mail, and what it is to us. */
export type UnderstoodMail = {
  /**
   * As it is filed: From is the customer, and the authentication is what is known of that address. It is `fail` also
   * where Gmail asked and nothing spoke for the address: then anybody may have written it.
   */
  readonly mail: ParsedMail;
  readonly kind: MailKind;
  readonly sender: Sender;
  /** Null: it is none. */
  readonly bounce: Bounce | null;
};

/**
 * Tells what a mail is, and from which customer: behind a Google Group, in a colleague's forward, or in a form. Call it
 * before the files of the mail's attachments are removed.
 */
export async function understandMail(
  mail: ParsedMail,
  ours: Ours,
  policies?: SenderPolicies,
): Promise<UnderstoodMail> {
  const reading = await readingOf(mail);
  const sender = senderOf(reading, ours, policies);
  const authentication = isUnproved(reading, sender) ? 'fail' : sender.authentication;
  return {
    mail: { ...mail, from: sender.sender, authentication },
    kind: kindOf(reading),
    sender,
    bounce: bounceOf(reading),
  };
}

/** Where Gmail asked nothing, the mail came from within, or one of ours names the sender. */
function isUnproved(reading: MailReading, { how, authentication }: Sender): boolean {
  if (authentication !== 'none') return false;
  if (how === 'from') return !isTrusted(reading);
  const original = 'x-original-authentication-results';
  return how === 'group' && reading.fields.first(original) !== null;
}

/** Who is ours, as far as the address of a mailbox tells: it, and everybody in its domain unless that is public. */
export function oursOf(address: string): Ours {
  const domain = ownDomain(address);
  return { addresses: [address.toLowerCase()], domains: domain === null ? [] : [domain] };
}

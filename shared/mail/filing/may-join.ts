import { domainOf } from '../address-parts.ts';
import type { Filed } from '../model/ledger.ts';
import type { ParsedMail } from '../ports.ts';
import { ownDomain } from './public-domains.ts';

/** Who takes part in a case: by address, or by the hash of one, as a thread link has it. */
export type Participants = {
  readonly has: (address: string) => boolean;
  /** In lower case; empty where only hashes are known. */
  readonly addresses: readonly string[];
};

/** Who wants to join. */
export type Joining = Pick<ParsedMail, 'from' | 'authentication'> & {
  /** Null: it is no bounce. */
  readonly bounce: Bounced | null;
};

/** A mail that could not be delivered, as a bounce tells. */
export type Bounced = {
  /** To whom it went. */
  readonly recipients: readonly string[];
  /** What Gmail found of the address from which the bounce comes. */
  readonly authentication: ParsedMail['authentication'];
  /** The org has it as one that was sent on the case. */
  readonly wasSent: boolean;
};

/**
 * May this mail join a case that its headers or its thread name? Both can be forged, and a case shows what the
 * customer wrote. A sender who takes part may, unless Gmail found the address forged; a colleague of somebody who
 * takes part may when Gmail authenticated the address. A bounce comes from a server that takes part in nothing: it may
 * join the case of somebody whom it says the mail did not reach, if that mail was sent on the case, or if the server
 * speaks for the recipient. Else anybody who knows a mail of the customer could write one about it.
 *
 * @returns null: it may; else why not
 */
export function whyNotJoin(
  { from, authentication, bounce }: Joining,
  participants: Participants,
): Filed['notJoined'] {
  const missed = bounce?.recipients.filter((address) => participants.has(address.toLowerCase()));
  if (bounce && missed?.length) {
    if (bounce.authentication === 'fail') return 'unauthenticated';
    const speaks = missed.some((recipient) => isSystemOf(recipient, from, bounce));
    return bounce.wasSent || speaks ? null : 'stranger';
  }
  if (from === null) return 'stranger';
  const address = from.address.toLowerCase();
  if (participants.has(address)) return authentication === 'fail' ? 'unauthenticated' : null;
  const domain = ownDomain(address);
  const isColleague =
    domain !== null && participants.addresses.some((other) => ownDomain(other) === domain);
  if (!isColleague) return 'stranger';
  return authentication === 'pass' ? null : 'unauthenticated';
}

/** Gmail reports in this domain of what it could not hand to other servers. */
const GMAILS = 'googlemail.com';
/** Nobody else has such an address, also in a public domain (RFC 2142 §5, RFC 5321 §4.5.1). */
const SYSTEM = /^(?:mailer-daemon|postmaster)@/;

/** Does the bounce certainly come from Gmail, or from the recipient's domain or a host in it? */
function isSystemOf(
  recipient: string,
  from: Joining['from'],
  { authentication }: Bounced,
): boolean {
  const address = from?.address.toLowerCase() ?? '';
  if (authentication !== 'pass' || !SYSTEM.test(address)) return false;
  const [domain, missed] = [domainOf(address), domainOf(recipient)];
  return domain === GMAILS || domain === missed || domain.endsWith(`.${missed}`);
}

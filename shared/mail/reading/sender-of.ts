import { DEFAULT_POLICIES, type Policies } from '../model/policies.ts';
import type { MailAddress, ParsedMail } from '../ports.ts';
import { forwardedSenderOf } from './forward.ts';
import { groupSenderOf, isListMail, originalAuthentication } from './group.ts';
import type { MailReading } from './mail-reading.ts';
import { isNoReply, isOfProgram } from './no-reply.ts';
import { isOurs, isTrusted, type Ours } from './our-addresses.ts';

/** What a mailbox believes of who the customer is. */
export type SenderPolicies = Pick<Policies, 'groups' | 'forwards'>;

/** The customer of a mail, and how we know. */
export type Sender = {
  /** Null: the mail names nobody. */
  readonly sender: MailAddress | null;
  /** `from`: the address of From, because nothing else in the mail is believed. */
  readonly how: 'from' | 'group' | 'forward' | 'reply_to';
  /**
   * What is known of this address, for joining a case: of From what Gmail found; for a group what Gmail found when the
   * mail came to it. `none`: somebody of ours names it. `fail`: nobody vouches for it.
   */
  readonly authentication: ParsedMail['authentication'];
};

/**
 * Who the customer is: behind a Google Group of ours, in a mail that a colleague forwards, or in a form of a website.
 * All of that stands in headers and texts that anybody can write, so that each is believed only where the address of
 * From is authentic and its owner may say so; else the customer is who From says.
 *
 * @param ours in lower case
 */
export function senderOf(
  reading: MailReading,
  ours: Ours,
  { groups, forwards }: SenderPolicies = DEFAULT_POLICIES,
): Sender {
  const found = groups === 'group' ? writtenBy(reading) : writerOf(reading, ours);
  const isBelieved = forwards === 'original_sender' && isColleague(found, reading, ours);
  const forwarded = isBelieved ? forwardedSenderOf(reading, ours) : null;
  if (forwarded) return { sender: forwarded, how: 'forward', authentication: 'none' };
  return formSenderOf(found, reading, ours) ?? found;
}

/** Who sent the mail to us, or to a group of ours. */
function writerOf(reading: MailReading, ours: Ours): Sender {
  const group = groupSenderOf(reading, ours);
  return group ? { ...group, how: 'group' } : writtenBy(reading);
}

const writtenBy = ({ mail }: MailReading): Sender => ({
  sender: mail.from,
  how: 'from',
  authentication: mail.authentication,
});

/**
 * Is it certainly one of ours? The domain of a group passes for strangers' mail, so that the original is asked, too.
 * The fields of a group alone prove nothing: the sender of the mail may have written them.
 */
function isColleague({ sender }: Sender, reading: MailReading, ours: Ours): boolean {
  if (sender === null || !isOurs(sender.address, ours)) return false;
  if (!isTrusted(reading)) return false;
  return !isListMail(reading) || originalAuthentication(reading, sender.address) === 'pass';
}

/**
 * Who entered a form: Reply-To, when the sender says that nobody reads it or is a mailbox of ours that writes to
 * itself. Services that serve forms are not ours, so that theirs are believed, too; but then nobody vouches for the
 * address.
 */
function formSenderOf(found: Sender, reading: MailReading, ours: Ours): Sender | null {
  const [sender, ...others] = reading.mail.replyTo;
  if (found.sender === null || found.authentication === 'fail') return null;
  if (sender === undefined || others.length > 0) return null;
  if (isOurs(sender.address, ours) || isNoReply(sender.address)) return null;
  const from = found.sender.address.toLowerCase();
  const isOwn = isColleague(found, reading, ours);
  const isForm = isOfProgram(from) || (isOwn && ours.addresses.includes(from));
  return isForm ? { sender, how: 'reply_to', authentication: isOwn ? 'none' : 'fail' } : null;
}

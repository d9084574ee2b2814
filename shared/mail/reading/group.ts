import { domainOf } from '../address-parts.ts';
import { authenticationIn } from '../message/authentication.ts';
import type { MailAddress, ParsedMail } from '../ports.ts';
import type { MailReading } from './mail-reading.ts';
import { isOurs, isTrusted, type Ours } from './our-addresses.ts';
import { addressWrittenIn } from './written-address.ts';

export type GroupSender = {
  readonly sender: MailAddress;
  readonly authentication: ParsedMail['authentication'];
};

/** Groups that anybody may have, and for which only Google can sign. */
const PUBLIC_GROUPS = 'googlegroups.com';

/**
 * Who wrote to a Google Group that put its own address into From, as it does for senders whose domain asks for DMARC.
 * The group's headers are believed only when its domain is ours, or Google's for public groups, and the address of
 * From is authentic: else the sender wrote them. Two that contradict each other are not believed either, because one
 * may have come with the mail.
 *
 * @returns null: no group, or none that is believed
 */
export function groupSenderOf(reading: MailReading, ours: Ours): GroupSender | null {
  const { mail, fields } = reading;
  const group = mail.from?.address ?? '';
  const isPublic = domainOf(group) === PUBLIC_GROUPS && mail.authentication === 'pass';
  if (!isPublic && !(isOurs(group, ours) && isTrusted(reading))) return null;
  if (!isListMail(reading)) return null;
  const written = ['x-original-from', 'x-original-sender'].flatMap(fields.all);
  const named = written.flatMap((value) => addressWrittenIn(value) ?? []);
  const all = named.length > 0 ? named : mail.replyTo;
  const [first] = all;
  if (!first || all.some(({ address }) => !isSame(address, first.address))) return null;
  if (isSame(first.address, group)) return null;
  return {
    sender: { name: first.name || nameWithoutGroup(mail.from?.name ?? ''), address: first.address },
    authentication: named.length > 0 ? originalAuthentication(reading, first.address) : 'none',
  };
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Lists write what they are (RFC 2919), and Google its id of the group and who wrote to it. */
const LIST_FIELDS = [
  'list-id',
  'mailing-list',
  'x-beenthere',
  'x-google-group-id',
  'x-original-sender',
  'x-original-from',
] as const;

/** Did a list hand the mail on? The domain of a list then vouches for mail that anybody sent to it. */
export const isListMail = ({ fields }: MailReading): boolean =>
  LIST_FIELDS.some((name) => fields.first(name) !== null);

/** `'Taro Yamada' via Support` is how Google names the sender. */
function nameWithoutGroup(name: string): string {
  const at = name.lastIndexOf(' via ');
  const sender = at < 0 ? '' : name.slice(0, at).trim();
  return sender.replace(/^['"]|['"]$/g, '').trim();
}

/** What Gmail found of a sender when the mail came to the group. */
export function originalAuthentication(
  { fields }: MailReading,
  address: string,
): ParsedMail['authentication'] {
  const found = fields
    .all('x-original-authentication-results')
    .map((value) => authenticationIn([value], address));
  if (found.includes('fail')) return 'fail';
  // Of several one may have come with the mail.
  return found.length === 1 ? (found[0] ?? 'none') : 'none';
}

import { ownDomain } from '../filing/public-domains.ts';
import { headerFields, parameterOf } from '../message/header-fields.ts';
import type { MailReading } from './mail-reading.ts';
import { isNoReply } from './no-reply.ts';
import { isForwardedText } from './quoted-mail.ts';
import { isForwardSubject } from './subject.ts';
import { addressesWrittenIn, addressWrittenIn } from './written-address.ts';

/** Those that invite, answer or call off. What is published (`PUBLISH`) is a file as any other. */
const METHODS: ReadonlySet<string> = new Set([
  'request',
  'reply',
  'cancel',
  'counter',
  'declinecounter',
  'add',
  'refresh',
]);
const MOST_PEOPLE = 500;

/**
 * Is it an invitation, an answer to one, or a cancellation (RFC 5546, RFC 6047)? A mail of somebody who takes no part
 * in the appointment, or who forwards it, is a person's mail with an appointment attached.
 */
export function isCalendar(reading: MailReading): boolean {
  const { mail, parts, fields } = reading;
  const isForward = isForwardSubject(mail.subject) || isForwardedText(mail.text);
  const appointments = parts
    .filter(({ type }) => type === 'text/calendar' || type === 'application/ics')
    .map(({ text }) => text.replace(/\r?\n[ \t]/g, ''));
  const method = parameterOf(fields.first('content-type'), 'method');
  return (
    !isForward &&
    appointments.some((text) => METHODS.has(methodOf(text) ?? method ?? '')) &&
    takesPart(reading, appointments.join('\n'))
  );
}

const methodOf = (text: string): string | null =>
  headerFields(text).first('method')?.toLowerCase() ?? null;

/**
 * Assistants invite for others of their organization, and calendars of others send in the name of the one who invites,
 * from an address of theirs.
 */
function takesPart({ mail, fields }: MailReading, appointments: string): boolean {
  const people = peopleIn(appointments, /^(?:organizer|attendee)\b/i);
  const inviting = new Set(
    peopleIn(appointments, /^organizer\b/i).flatMap((one) => ownDomain(one) ?? []),
  );
  const sender = addressWrittenIn(fields.first('sender') ?? '');
  const senders = [mail.from, sender, ...mail.replyTo].flatMap((one) => one?.address ?? []);
  return (
    people.length === 0 ||
    senders.some(
      (address) =>
        people.includes(address.toLowerCase()) ||
        inviting.has(ownDomain(address) ?? '') ||
        isNoReply(address),
    )
  );
}

/** Addresses in lower case, in the lines of that kind. */
function peopleIn(appointments: string, kind: RegExp): readonly string[] {
  const lines = appointments.split(/\r?\n/).filter((line) => kind.test(line));
  const text = lines.join('\n').replace(/mailto:/gi, ' ');
  return addressesWrittenIn(text, MOST_PEOPLE).map((address) => address.toLowerCase());
}

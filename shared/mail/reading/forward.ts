import type { MailAddress } from '../ports.ts';
import { type Line, linesOf } from './lines.ts';
import { attachedHeads, type MailReading } from './mail-reading.ts';
import { isOurs, type Ours } from './our-addresses.ts';
import { forwardIn } from './quoted-mail.ts';
import { isForwardSubject } from './subject.ts';
import { addressWrittenIn } from './written-address.ts';

/** What was forwarded several times is followed that often. */
const MOST_FORWARDS = 5;
const LONGEST_TEXT = 64 * 1024;

/**
 * Who wrote the mail that is forwarded: in the text below a mark of a mail program, or attached. Ask only for mail of
 * colleagues, because anybody can write into a text that somebody else wrote the rest. What a colleague forwarded to
 * a colleague is followed to whom that one had it from.
 *
 * @returns null: it is no forward, or of a mail that one of ours wrote
 */
export function forwardedSenderOf(reading: MailReading, ours: Ours): MailAddress | null {
  const { text, subject } = reading.mail;
  return inText(text, { ours, isForward: isForwardSubject(subject) }) ?? attached(reading, ours);
}

type Asked = { readonly ours: Ours; readonly isForward: boolean };

function inText(whole: string, { ours, isForward }: Asked): MailAddress | null {
  const text = whole.slice(0, LONGEST_TEXT);
  let lines = linesOf(text);
  for (let left = MOST_FORWARDS; left > 0; left -= 1) {
    const found = forwardIn(lines, isForward);
    if (found === null) return null;
    const sender = senderIn(text, lines, found.fields.get('from'));
    if (sender === null) return null;
    if (!isOurs(sender.address, ours)) return sender;
    lines = lines.slice(found.end);
  }
  return null;
}

function senderIn(
  text: string,
  lines: readonly Line[],
  at: number | undefined,
): MailAddress | null {
  const line = at === undefined ? undefined : lines[at];
  if (line === undefined) return null;
  const written = text.slice(line.start, line.end);
  const value = written.slice(written.search(/[:：]/) + 1).replaceAll('*', '');
  // Where all fields stand in one line, the recipient's address follows the sender's.
  return addressWrittenIn(/^\s*-{2}/.test(written) ? value.replace(/>.*/, '>') : value);
}

/** A mail that is attached alone, to a text that says nothing of its own. Others are attached as evidence. */
function attached(reading: MailReading, ours: Ours): MailAddress | null {
  const { mail } = reading;
  const [head, ...others] = attachedHeads(reading);
  if (head === undefined || others.length > 0) return null;
  if (!isForwardSubject(mail.subject) && mail.text.trim() !== '') return null;
  const sender = addressWrittenIn(head.first('from') ?? '');
  return sender === null || isOurs(sender.address, ours) ? null : sender;
}

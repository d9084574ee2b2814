import { parseMail } from '../../../shared/mail/message/parse-mail.ts';
import { type MailReading, readingOf } from '../../../shared/mail/reading/mail-reading.ts';
import { createFakeScratch, mailOf, rawOf } from '../message/mails.ts';

/** A mail from its lines, parsed and read. */
export async function read(...lines: readonly string[]): Promise<MailReading> {
  const { mail, discard } = await parseMail(rawOf(mailOf(...lines)), createFakeScratch().scratch);
  const reading = await readingOf(mail);
  await discard();
  return reading;
}

import type { CaseFiling, MailAddress, ParsedMail } from '../ports.ts';
import { cut } from './clean-text.ts';
import { LIMITS } from './limits.ts';
import { withNotes } from './notes.ts';
import { withImages } from './place-images.ts';
import { sanitizeHtml } from './sanitize-html.ts';

/** The fields of an EmailMessage, clean and cut. `wasCut`: something is missing, so the original must be attached. */
export type CutMail = { readonly email: CaseFiling['email']; readonly wasCut: boolean };

/**
 * Makes a mail fit Salesforce: its HTML harmless, each text at most as long as its field. Texts are cut between
 * characters, HTML between tags and so that it stays well-formed, lists of addresses between addresses.
 *
 * @param of where it stands in Gmail: the moment of arrival stands in for a Date that is missing
 */
export function cutMail(
  mail: ParsedMail,
  of: { readonly receivedAt: Date; readonly threadId: string },
): CutMail {
  const noted = withNotes(mail);
  const plain = noted.html === null ? null : sanitizeHtml(noted.html);
  const clean = plain === null ? null : withImages(plain, mail);
  const html = clean === null ? null : cutHtml(clean);
  const to = addressList(mail.to);
  const cc = addressList(mail.cc);
  const from = mail.from?.address ?? '';
  const wasCut =
    noted.text.length > LIMITS.text ||
    mail.headers.length > LIMITS.headers ||
    mail.subject.length > LIMITS.subject ||
    clean?.length !== html?.length ||
    mail.notes.includes('incomplete') ||
    (mail.html !== null && clean === null) ||
    [to, cc].some(({ isWhole }) => !isWhole) ||
    (from !== '' && !isAddress(from));
  const email = {
    subject: cut(mail.subject, LIMITS.subject),
    text: cut(noted.text, LIMITS.text),
    html,
    headers: cut(mail.headers, LIMITS.headers),
    fromAddress: isAddress(from) ? from : '',
    fromName: cut(mail.from?.name ?? '', LIMITS.fromName),
    to: to.text,
    cc: cc.text,
    date: mail.date ?? of.receivedAt,
    messageId: storable(mail.messageId),
    inReplyTo: storable(mail.inReplyTo[0] ?? null),
    threadIndex: mail.threadIndex,
    threadId: of.threadId,
  };
  return { email, wasCut };
}

/** Salesforce's e-mail fields refuse a record over anything else. */
const isAddress = (text: string): boolean =>
  text.length <= LIMITS.fromAddress && /^[!-?A-~]+@[A-Za-z0-9.-]+\.[A-Za-z0-9-]+$/.test(text);

/** A message id that is cut would name no mail, or another one. */
const storable = (messageId: string | null): string | null =>
  messageId !== null && messageId.length <= LIMITS.messageId ? messageId : null;

function addressList(addresses: readonly MailAddress[]): {
  readonly text: string;
  readonly isWhole: boolean;
} {
  const kept: string[] = [];
  let length = 0;
  for (const { address } of addresses) {
    length += address.length + '; '.length;
    if (length > LIMITS.recipients) return { text: kept.join('; '), isWhole: false };
    kept.push(address);
  }
  return { text: kept.join('; '), isWhole: true };
}

/** How much is given up at a time for the end tags that a cut makes necessary. */
const STEP = 4096;

/** Cuts clean HTML between its tags. Cleaning it again adds the end tags that were cut off. */
function cutHtml(html: string): string {
  if (html.length <= LIMITS.html) return html;
  for (let room = LIMITS.html - STEP; room > 0; room -= STEP) {
    const whole = sanitizeHtml(endedBetweenTags(cut(html, room)));
    if (whole !== null && whole.length <= LIMITS.html) return whole;
  }
  return '';
}

/** Clean HTML has no `<` and `&` but those of tags and character references. */
const endedBetweenTags = (html: string): string =>
  html
    .slice(0, html.lastIndexOf('<') > html.lastIndexOf('>') ? html.lastIndexOf('<') : undefined)
    .replace(/&[#a-zA-Z0-9]{0,31}$/, '');

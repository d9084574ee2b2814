import { AppError, type ErrorCode } from '../../errors.ts';
import type { Person, SendAttachment, SendRequest } from '../model/send-request.ts';
import { isBase64 } from './base64.ts';
import { isOneLine, plainPerson } from './check-address.ts';

/** Gmail, "Sending limits": of To, Cc and Bcc together. */
const MAX_RECIPIENTS = 100;
/** The most that Gmail sends: 35 MB (`users.messages.send`). */
export const MAX_MESSAGE_BYTES = 36_700_160;
const MAX_NAME = 200;
/** Longer than anybody reads. The subject is folded into lines of at most 998 characters (RFC 5322 §2.1.1). */
const MAX_SUBJECT = 3000;

const KEY = /^[\x20-\x7e]{1,200}$/;
const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/i;
const FILE_ID = /^06[89][A-Za-z0-9]{12}([A-Za-z0-9]{3})?$/;

/**
 * Checks everything that the request alone can tell. `detail.field` of a refusal names the property that is wrong, such
 * as `to`; in a list, `detail.place` is the place in it, counted from 1.
 *
 * @returns the request with its addresses as they can stand in the mail
 * @throws AppError `send_key_invalid`, `send_header_invalid`, `send_address_invalid`, `send_recipient_missing`,
 *   `send_recipients_too_many`, `send_attachment_invalid`, `send_empty`, `send_too_large`
 */
export function checkRequest(request: SendRequest): SendRequest {
  if (!KEY.test(request.key)) throw new AppError('send_key_invalid');
  const { subject, text, html, attachments } = request;
  if (subject !== null && (!isOneLine(subject) || subject.length > MAX_SUBJECT))
    throw refusal('send_header_invalid', 'subject');
  const people = {
    to: checkAll('to', request.to),
    cc: checkAll('cc', request.cc),
    bcc: checkAll('bcc', request.bcc),
    from: checkOne('from', request.from),
    replyTo: checkOne('replyTo', request.replyTo),
  };
  const recipients = people.to.length + people.cc.length + people.bcc.length;
  if (recipients === 0) throw new AppError('send_recipient_missing');
  if (recipients > MAX_RECIPIENTS) throw new AppError('send_recipients_too_many');
  attachments.forEach(checkAttachment);
  if (!text?.trim() && !html?.trim() && attachments.length === 0) throw new AppError('send_empty');
  if (leastBytes(request) > MAX_MESSAGE_BYTES) throw new AppError('send_too_large');
  return { ...request, ...people };
}

const refusal = (code: ErrorCode, field: string, place?: number): AppError =>
  new AppError(code, { detail: { field, ...(place && { place: String(place) }) } });

const checkAll = (field: string, people: readonly Person[]): readonly Person[] =>
  people.map((person, index) => checkPerson(person, { field, place: index + 1 }));

const checkOne = (field: string, person: Person | null): Person | null =>
  person && checkPerson(person, { field });

function checkPerson(
  person: Person,
  { field, place }: { readonly field: string; readonly place?: number },
): Person {
  const { name, address } = person;
  const isHeader = isOneLine(address) && isOneLine(name ?? '') && (name ?? '').length <= MAX_NAME;
  if (!isHeader) throw refusal('send_header_invalid', field, place);
  const plain = plainPerson(person);
  if (plain === null) throw refusal('send_address_invalid', field, place);
  return plain;
}

function checkAttachment(attachment: SendAttachment, index: number): void {
  const invalid = refusal('send_attachment_invalid', 'attachments', index + 1);
  if ('fileId' in attachment) {
    if (!FILE_ID.test(attachment.fileId)) throw invalid;
    return;
  }
  const { name, type, content } = attachment;
  if (!isOneLine(name)) throw refusal('send_header_invalid', 'attachments', index + 1);
  const isNamed = name.trim() !== '' && name.length <= 255;
  const isTyped = type === null || TYPE.test(type);
  if (!isNamed || !isTyped || !isBase64(content)) throw invalid;
}

/** In the mail an attachment is base64 in lines of 76 characters. */
export const encodedBytes = (bytes: number): number => Math.ceil((bytes * 78) / 57);

/** The mail is no smaller than this. The size of files of Salesforce is not known yet. */
const leastBytes = ({ text, html, attachments }: SendRequest): number =>
  Buffer.byteLength(text ?? '') +
  Buffer.byteLength(html ?? '') +
  attachments.reduce(
    (sum, each) => sum + ('content' in each ? encodedBytes((each.content.length * 3) / 4 - 2) : 0),
    0,
  );

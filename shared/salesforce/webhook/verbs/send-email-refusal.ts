import { AppError, type ErrorCode } from '../../../errors.ts';
import type { SendEmailRequest } from './send-email-request.ts';

/** The names of the request for the fields of a mail. */
const PROPERTIES: Readonly<Record<string, string>> = {
  from: 'fromAddress',
  replyTo: 'replyToAddress',
  to: 'toAddress',
  cc: 'ccAddress',
  bcc: 'bccAddress',
};

/** The property that a refusal is about, where the mail itself cannot tell. */
const PROPERTY_OF: Partial<Readonly<Record<ErrorCode, string>>> = {
  send_key_invalid: 'eventId',
  send_recipient_missing: 'toAddress',
  send_recipients_too_many: 'toAddress',
  send_empty: 'textBody',
  send_as_refused: 'fromAddress',
  send_parent_unknown: 'answers',
  send_file_unreadable: 'fileIds',
  case_unknown: 'caseId',
  org_unknown: 'orgId',
  connection_unknown: 'mailbox',
};

/**
 * Names the property that is wrong as the caller wrote it.
 *
 * @param thrown why the mail is not sent; what is no `AppError` stays as it is
 */
export function withProperty({ attachments }: SendEmailRequest, thrown: unknown): unknown {
  if (!(thrown instanceof AppError)) return thrown;
  const { code, detail, upstream } = thrown;
  const { field, place } = detail;
  if (typeof field === 'string') {
    const name =
      field === 'attachments'
        ? attachmentAt(Number(place) - 1, attachments.length)
        : (PROPERTIES[field] ?? field);
    return new AppError(code, { detail: { fields: [name] }, upstream });
  }
  const named = PROPERTY_OF[code];
  if (named === undefined) return thrown;
  return new AppError(code, { detail: { ...detail, fields: [named] }, upstream });
}

/** The attachments of the mail are those with content, and after them the files of Salesforce. */
const attachmentAt = (index: number, contents: number): string =>
  index < contents ? `attachments.${index}` : `fileIds.${index - contents}`;

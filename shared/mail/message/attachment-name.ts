import { safeFileName } from './clean-text.ts';

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['message/rfc822', 'eml'],
  ['message/delivery-status', 'txt'],
  ['text/calendar', 'ics'],
  ['text/plain', 'txt'],
  ['text/html', 'html'],
  ['text/rfc822-headers', 'txt'],
  ['application/pdf', 'pdf'],
  ['application/zip', 'zip'],
  ['application/pkcs7-signature', 'p7s'],
  ['application/pgp-encrypted', 'pgp'],
  ['application/pgp-signature', 'asc'],
  ['application/pkcs7-mime', 'p7m'],
  ['application/x-pkcs7-mime', 'p7m'],
  ['image/jpeg', 'jpg'],
  ['image/svg+xml', 'svg'],
]);

/**
 * The name under which an attachment is stored: its own, made safe, or `attachment-2.pdf` by its place and type. An
 * attached mail always ends in .eml, so that it opens in a mail program.
 */
export function attachmentName(given: string, type: string, place: number): string {
  const extension = EXTENSIONS.get(type) ?? /^image\/([a-z0-9]{1,5})$/.exec(type)?.[1] ?? 'bin';
  const name = safeFileName(given);
  if (name === '') return `attachment-${place}.${extension}`;
  return type === 'message/rfc822' && !/\.eml$/i.test(name) ? safeFileName(`${name}.eml`) : name;
}

import { type KeyInput, readKey, type ServiceAccountKey } from '../google/index.ts';

/** A key of at most 64 KB, in a form with a few short fields. */
export const KEY_FORM_BYTES = 96 * 1024;

/** The value of a form's text field; empty when it is missing, or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** The content of a form's file; null when none was chosen, for which browsers send an empty one. */
export async function fileOf(form: FormData, name: string): Promise<Buffer | null> {
  const value = form.get(name);
  if (value === null || typeof value === 'string' || value.size === 0) return null;
  return Buffer.from(await value.arrayBuffer());
}

/**
 * Reads the key of a form: the file, else the pasted text. What it is follows from its first bytes, since nobody
 * should have to know.
 *
 * @returns null when the form has neither
 * @throws AppError what `readKey` throws
 */
export async function readKeyForm(form: FormData): Promise<ServiceAccountKey | null> {
  const content = (await fileOf(form, 'key_file')) ?? Buffer.from(textOf(form, 'key_text'));
  return content.length === 0 ? null : readKey(inputOf(content, form));
}

/** The tag of an ASN.1 SEQUENCE, with which every P12 file begins (X.690 §8.9), and its Base64. */
const SEQUENCE = 0x30;
const SEQUENCE_IN_BASE64 = /^MI[A-Za-z0-9+/=\s]+$/;

function inputOf(content: Buffer, form: FormData): KeyInput {
  const text = content.toString('utf8');
  const isP12 = content[0] === SEQUENCE;
  if (!isP12 && !SEQUENCE_IN_BASE64.test(text.trim())) return { format: 'pem', text };
  // A password may begin or end with a space.
  const password = form.get('password');
  return {
    format: 'p12',
    content: isP12 ? content : text.trim(),
    password: typeof password === 'string' ? password : '',
    certificateSubject: textOf(form, 'certificate_subject') || '*',
  };
}

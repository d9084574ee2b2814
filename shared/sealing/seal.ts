import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../errors.ts';
import type { KeyFinder, Keyring } from './keyring.ts';

const ALGORITHM = 'aes-256-gcm';
const FORMAT = 'v1';
const NONCE_BYTES = 12;

/**
 * Seals a text with AES-256-GCM (NIST SP 800-38D) under the keyring's current key.
 *
 * @param context names the record and field of the text, such as `connection:ID:access_token`. It is
 *   bound as associated data: a sealed text that is moved to another record or field does not open.
 * @returns `v1.KEY_ID.NONCE.CIPHERTEXT.TAG`, the last three base64url
 */
export async function seal(keyring: Keyring, context: string, text: string): Promise<string> {
  const { id, key } = await keyring.current();
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(aad(id, context));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const parts = [nonce, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'));
  return [FORMAT, id, ...parts].join('.');
}

/**
 * Opens what `seal` made for the same context.
 *
 * @param keyring for a text from outside, such as a cookie, `keyring.outside`
 * @throws AppError `record_unreadable` when the text was changed or moved, or the keyring lacks its key
 */
export async function unseal(keyring: KeyFinder, context: string, sealed: string): Promise<string> {
  const parts = sealed.split('.');
  const [format, id = '', nonce = '', text = '', tag = ''] = parts;
  const key = format === FORMAT && parts.length === 5 ? await keyring.find(id) : null;
  if (!key) throw new AppError('record_unreadable');
  try {
    const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(nonce, 'base64url'), {
      authTagLength: 16,
    });
    decipher.setAAD(aad(id, context)).setAuthTag(Buffer.from(tag, 'base64url'));
    const opened = [decipher.update(Buffer.from(text, 'base64url')), decipher.final()];
    return Buffer.concat(opened).toString('utf8');
  } catch {
    throw new AppError('record_unreadable');
  }
}

/** The id of the key that sealed a text. */
export const keyIdOf = (sealed: string): string => sealed.split('.')[1] ?? '';

const aad = (keyId: string, context: string): Buffer =>
  Buffer.from(`${FORMAT}.${keyId}.${context}`);

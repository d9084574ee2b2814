import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { systemCodeOf } from '../shared/errors.ts';
import type { KeyInput } from '../shared/google/index.ts';
import { type CheckCall, WrongCall } from './delegation-call.ts';

/** More than any key file has, so that what is longer is recognised as no key. */
const MAX_BYTES = 65 * 1024;

/** The password of every P12 file that Google's console makes. It protects nothing. */
const GOOGLES_PASSWORD = 'notasecret';

/**
 * Reads a key file and recognises its format by its content: JSON, PEM, or PKCS#12 as DER or Base64.
 *
 * @throws WrongCall when a file cannot be read, or an option does not fit the format
 */
export async function keyInputFor(path: string, call: CheckCall): Promise<KeyInput> {
  const { passwordFile, certificateSubject, serviceAccount } = call;
  const content = await bytesOf(path, '--key');
  const p12 = pkcs12In(content);
  const text = content.toString('utf8');
  if (serviceAccount === null && (p12 !== null || /^\s*-----BEGIN/.test(text))) {
    throw new WrongCall(
      'This file does not say whose key it is: add --service-account with the service account’s e-mail address.',
    );
  }
  if (p12 === null) {
    if (passwordFile ?? certificateSubject) {
      throw new WrongCall('--password-file and --certificate-subject go with a P12 file only.');
    }
    return { format: text.trimStart().startsWith('{') ? 'json' : 'pem', text };
  }
  return {
    format: 'p12',
    content: p12,
    password: passwordFile === null ? GOOGLES_PASSWORD : await passwordIn(passwordFile),
    certificateSubject: certificateSubject ?? '*',
  };
}

/** PKCS#12 is an ASN.1 sequence of more than 127 bytes (X.690 §8.1.3), or its Base64; null: it is text. */
function pkcs12In(content: Buffer): Buffer | string | null {
  const [tag = 0, length = 0] = content;
  if (tag === 0x30 && length >= 0x80) return content;
  const text = content.toString('latin1').trim();
  return /^MI[A-Za-z0-9+/\s]+=*$/.test(text) ? text : null;
}

/** A password's file ends with a line break, as editors write it. */
async function passwordIn(path: string): Promise<string> {
  if (path === '-' && process.stdin.isTTY) {
    throw new WrongCall('--password-file - reads the password from a pipe, not from the keyboard.');
  }
  const content = await (path === '-'
    ? contentOf(process.stdin)
    : bytesOf(path, '--password-file'));
  return content.toString('utf8').replace(/\r?\n$/, '');
}

async function bytesOf(path: string, option: string): Promise<Buffer> {
  try {
    return await contentOf(createReadStream(path, { end: MAX_BYTES }));
  } catch (thrown) {
    const reason = REASONS[systemCodeOf(thrown) ?? ''] ?? systemCodeOf(thrown) ?? 'unknown';
    throw new WrongCall(`${option} names a file that cannot be read: ${reason}.`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is none (ENOENT)',
  EACCES: 'this user may not (EACCES)',
  EISDIR: 'it is a directory (EISDIR)',
};

async function contentOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    parts.push(Buffer.from(part));
    size += parts.at(-1)?.length ?? 0;
    if (size > MAX_BYTES) break;
  }
  return Buffer.concat(parts);
}

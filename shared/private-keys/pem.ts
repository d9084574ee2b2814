import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { AppError } from '../errors.ts';

/** A private key, and the certificates beside it. */
export type KeyAndCertificates = {
  readonly key: KeyObject;
  readonly certificates: readonly X509Certificate[];
};

/** One block of a PEM text (RFC 7468), with its content as it was written. */
type Block = { readonly label: string; readonly content: string };

/** The encodings of a private key by the label of their block. Others are of another type than RSA. */
const ENCODINGS: Readonly<Record<string, 'pkcs1' | 'pkcs8'>> = {
  'PRIVATE KEY': 'pkcs8',
  'RSA PRIVATE KEY': 'pkcs1',
};

/**
 * Reads the first private key of a PEM text, with its certificates. Line breaks may be lost, or escaped as `\n`
 * once or more often, as environment variables and JSON make of them.
 *
 * @throws AppError `key_unrecognised`, `key_private_missing`, `key_encrypted`, `key_type_unsupported`,
 *   `key_truncated`
 */
export function readPem(text: string): KeyAndCertificates {
  const blocks = blocksIn(text.replaceAll(/\\+[rn]/g, '\n'));
  if (blocks.length === 0) throw new AppError('key_unrecognised');
  const block = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (block === undefined) throw new AppError('key_private_missing');
  const certificates = blocks.filter(({ label }) => label === 'CERTIFICATE');
  return { key: keyIn(block), certificates: certificates.flatMap(certificateIn) };
}

function blocksIn(text: string): readonly Block[] {
  const [, ...parts] = text.split('-----BEGIN ');
  return parts.map((part) => {
    const [label = ''] = part.split('-----', 1);
    const end = part.indexOf(`-----END ${label}-----`);
    if (end === -1) throw new AppError('key_truncated');
    return { label, content: part.slice(label.length + '-----'.length, end) };
  });
}

function keyIn({ label, content }: Block): KeyObject {
  // The second is how PKCS#1 is encrypted (RFC 1421 §4.6.1.1).
  if (label.startsWith('ENCRYPTED') || /Proc-Type:\s*4,\s*ENCRYPTED/i.test(content)) {
    throw new AppError('key_encrypted');
  }
  const type = ENCODINGS[label];
  if (type === undefined) {
    const [found = ''] = label.toLowerCase().split(' ');
    throw new AppError('key_type_unsupported', { detail: { type: found.slice(0, 20) } });
  }
  try {
    return createPrivateKey({ key: bytesOf(content), format: 'der', type });
  } catch {
    throw new AppError('key_truncated');
  }
}

/** A certificate that cannot be read says nothing of the key. */
function certificateIn({ content }: Block): readonly X509Certificate[] {
  try {
    return [new X509Certificate(bytesOf(content))];
  } catch {
    return [];
  }
}

/**
 * Decodes Base64, also in several lines.
 *
 * @throws AppError `key_truncated`: it is no Base64, or not all of it
 */
export function bytesOf(base64: string): Buffer {
  const text = base64.replaceAll(/\s/g, '');
  const isWhole = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  if (!isWhole) throw new AppError('key_truncated');
  return Buffer.from(text, 'base64');
}

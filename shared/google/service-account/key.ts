import type { X509Certificate } from 'node:crypto';
import { AppError } from '../../errors.ts';
import { bytesOf, type KeyAndCertificates, readPem } from '../../private-keys/pem.ts';
import { type ProvedKey, proveKey } from '../../private-keys/prove-key.ts';
import { readKeyFile } from './key-file.ts';

/** A key as a person brings it. */
export type KeyInput =
  | { readonly format: 'json' | 'pem'; readonly text: string }
  | {
      readonly format: 'p12';
      /** The file, or its Base64. */
      readonly content: Buffer | string;
      readonly password: string;
      /** The common name, or the whole subject, of the certificate whose key it is. `*`: the first one. */
      readonly certificateSubject: string;
    };

/** A service account's key, proved to sign, with what its file says about it. */
export type ServiceAccountKey = ProvedKey & {
  /** What was found, which may differ from what was said: a JSON text is never read as PEM. */
  readonly format: KeyInput['format'];
  readonly keyId: string | null;
  readonly serviceAccount: string | null;
  /** The number by which the Admin console knows the service account. */
  readonly clientId: string | null;
  /** The beginning of its certificate's validity. */
  readonly madeAt: Date | null;
};

/** Many times the size of a key with its certificates. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads a service account's key: Google's JSON key file, PEM (PKCS#8 or PKCS#1) or PKCS#12. No error holds
 * anything of the key or of its password.
 *
 * @throws AppError `key_unrecognised`, `key_truncated`, `key_private_missing`, `key_type_unsupported`,
 *   `key_too_short`, `key_encrypted`, `key_of_another_kind`; for PKCS#12 also `key_password_wrong`,
 *   `key_certificate_unmatched`, `key_certificate_ambiguous`, `key_encryption_unsupported`
 */
export async function readKey(input: KeyInput): Promise<ServiceAccountKey> {
  const content = input.format === 'p12' ? input.content : input.text;
  if (Buffer.byteLength(content) > MAX_BYTES) throw new AppError('key_unrecognised');
  return input.format === 'p12' ? readP12(input) : readText(unwrapped(input.text));
}

async function readP12(input: Extract<KeyInput, { format: 'p12' }>): Promise<ServiceAccountKey> {
  const { content } = input;
  const file = typeof content === 'string' ? bytesOf(content) : content;
  // Only a page and a command read PKCS#12, so that nothing else loads the library for it.
  const { readPkcs12 } = await import('./pkcs12.ts');
  return keyOf('p12', readPkcs12(file, input));
}

function readText(text: string): ServiceAccountKey {
  if (!text.startsWith('{')) return keyOf('pem', readPem(text));
  const { privateKey, ...about } = readKeyFile(text);
  return { ...keyOf('json', readPem(privateKey)), ...about };
}

function keyOf(
  format: KeyInput['format'],
  { key, certificates }: KeyAndCertificates,
): ServiceAccountKey {
  const proved = proveKey(key);
  const certificate = certificates.find((each) => each.checkPrivateKey(key));
  const madeAt = certificate ? new Date(certificate.validFrom) : null;
  const clientId = certificate ? clientIdIn(certificate) : null;
  return { ...proved, format, keyId: null, serviceAccount: null, clientId, madeAt };
}

/** Google puts the number of a service account, which is its client ID, into its certificates as their name. */
function clientIdIn({ subject }: X509Certificate): string | null {
  return /^CN=(\d{18,24})$/m.exec(subject)?.[1] ?? null;
}

/** The text itself, of what copying and settings made of it: a byte order mark, quotation marks, Base64. */
function unwrapped(text: string): string {
  const bare = text.replace(/^\uFEFF/, '').trim();
  const [, , quoted] = /^(["'])([\s\S]*)\1$/.exec(bare) ?? [];
  if (quoted !== undefined) return (stringIn(bare) ?? quoted).trim();
  // Google's API, and so Terraform, hand out the JSON key file in Base64.
  const isEncoded = /^(ew|ey|LS0t)[A-Za-z0-9+/=\s]+$/.test(bare);
  return isEncoded ? bytesOf(bare).toString('utf8').trim() : bare;
}

function stringIn(json: string): string | null {
  try {
    const content: unknown = JSON.parse(json);
    return typeof content === 'string' ? content : null;
  } catch {
    return null;
  }
}

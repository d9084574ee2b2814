import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { AppError } from '../errors.ts';

/** Google's own keys have 2048 bits, and neither Google nor Salesforce accepts a shorter one. */
const SHORTEST_BITS = 2048;

/** Signing with a key of 32,768 bits takes a server half a minute; nobody makes keys to sign with that are so long. */
const LONGEST_BITS = 8192;

/** A private key that was proved to sign. */
export type ProvedKey = {
  /** PKCS#8, PEM. */
  readonly privateKey: string;
  /** The SHA-256 of the public key (SubjectPublicKeyInfo), in hex. */
  readonly fingerprint: string;
};

/**
 * Proves that a private key signs what its public key verifies, and that Google and Salesforce can accept it: RSA of
 * at least 2048 bits, and of no more than signs quickly.
 *
 * @throws AppError `key_type_unsupported`, `key_too_short`, `key_truncated` for a key that does not sign
 */
export function proveKey(key: KeyObject): ProvedKey {
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails } = key;
  if (type !== 'rsa') throw new AppError('key_type_unsupported', { detail: { type } });
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < SHORTEST_BITS) throw new AppError('key_too_short', { detail: { bits: String(bits) } });
  if (bits > LONGEST_BITS) {
    throw new AppError('key_type_unsupported', { detail: { type: `RSA, ${bits} bits` } });
  }
  if (!doesSign(key)) throw new AppError('key_truncated');
  return {
    privateKey: String(key.export({ type: 'pkcs8', format: 'pem' })),
    fingerprint: createHash('sha256').update(publicKeyOf(key)).digest('hex'),
  };
}

const publicKeyOf = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ type: 'spki', format: 'der' });

const PROBE = Buffer.from('A text that the key must sign.');

function doesSign(key: KeyObject): boolean {
  try {
    return verify(
      'RSA-SHA256',
      PROBE,
      createPublicKey(key),
      new Uint8Array(sign('RSA-SHA256', PROBE, key)),
    );
  } catch {
    return false;
  }
}

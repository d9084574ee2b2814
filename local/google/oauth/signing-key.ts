import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';

/** The RS256 key of the emulator: the private key signs, both certificate endpoints serve the public key. */
export type SigningKey = { privateKey: KeyObject; publicKey: KeyObject; kid: string };

/** Adds the public key and its id. */
export function signingKey(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, kid: keyIdOf(publicKey) };
}

/** The id of a key: a digest of 40 hexadecimal digits, like Google's `kid`. */
export function keyIdOf(publicKey: KeyObject): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha1').update(spki).digest('hex');
}

/**
 * Signs claims as a compact JWS (RFC 7515, RS256).
 *
 * @param typ the type of the token, so that one type is not accepted as another (RFC 8725 section 3.11)
 */
export function signJwt(key: SigningKey, claims: Record<string, unknown>, typ = 'JWT'): string {
  const header = { alg: 'RS256', kid: key.kid, typ };
  const input = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), key.privateKey).toString('base64url')}`;
}

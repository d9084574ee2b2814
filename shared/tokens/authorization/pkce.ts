import { createHash } from 'node:crypto';

/** The S256 code challenge of a verifier: BASE64URL(SHA-256(verifier)), RFC 7636 §4.2. */
export function codeChallengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url');
}

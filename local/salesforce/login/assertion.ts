import { verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { jsonIn } from '../../../shared/network/json.ts';
import { APP, INTEGRATION_USERNAME, type Org } from '../org.ts';
import type { LoginError } from './errors.ts';

const headerSchema = z.object({ alg: z.literal('RS256') });
const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  exp: z.int(),
});

/** An assertion may live for five minutes. */
const MAX_SECONDS = 300;

/**
 * Judges an assertion of the JWT bearer flow (RFC 7523 section 3) as an External Client App does since
 * Spring '26: the audience is the My Domain and nothing else.
 *
 * @returns why it is refused; null: it is good
 */
export function judgeAssertion(org: Org, assertion: string): LoginError | null {
  const [, header = '', claims = '', signature = ''] =
    /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(assertion) ?? [];
  const parsed = claimsSchema.safeParse(decodeJson(claims)).data;
  if (!parsed || !headerSchema.safeParse(decodeJson(header)).success) return 'assertion';
  if (parsed.iss !== APP.clientId) return 'clientId';
  const certificate = org.settings.certificate();
  const signed = Buffer.from(`${header}.${claims}`);
  if (!certificate || !isSigned(certificate, signed, signature)) return 'assertion';
  if (parsed.aud !== org.baseUrl) return 'audience';
  const seconds = parsed.exp - org.now().getTime() / 1000;
  if (seconds <= 0 || seconds > MAX_SECONDS) return 'expired';
  return parsed.sub === INTEGRATION_USERNAME ? null : 'notPreAuthorized';
}

function isSigned(certificate: string, signed: Buffer, signature: string): boolean {
  const { publicKey } = new X509Certificate(certificate);
  return verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'));
}

const decodeJson = (part: string): unknown =>
  jsonIn(Buffer.from(part, 'base64url').toString('utf8'));

/**
 * Reads the PEM text of an RSA certificate.
 *
 * @returns undefined when it is none
 */
export function readCertificate(pem: string): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(pem);
    return certificate.publicKey.asymmetricKeyType === 'rsa' ? certificate : undefined;
  } catch {
    return undefined;
  }
}

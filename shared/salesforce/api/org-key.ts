import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { AppError } from '../../errors.ts';
import { readPem } from '../../private-keys/pem.ts';
import { proveKey } from '../../private-keys/prove-key.ts';
import type { OrgCertificate } from './org.ts';

/** A private key for the vault, and the certificate that a Salesforce admin uploads to the app. */
export type OrgKey = {
  /** PKCS#8 PEM. */
  readonly privateKey: string;
  readonly certificate: OrgCertificate;
};

const YEARS = 2;
const BITS = 2048;

/** Makes an RSA key with a self-signed certificate (X.509 v3, SHA-256) that is valid for two years from `now`. */
export async function makeOrgKey(now: Date): Promise<OrgKey> {
  const pair = await promisify(forge.pki.rsa.generateKeyPair)({ bits: BITS });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = pair.publicKey;
  // The first bit of a serial number is its sign, which must not be set (RFC 5280 §4.1.2.2).
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = now;
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + YEARS);
  certificate.validity.notAfter = end;
  const name = [{ name: 'commonName', value: 'Gmail Email-to-Case connector' }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(pair.privateKey, forge.md.sha256.create());
  const pem = forge.pki.certificateToPem(certificate);
  const privateKey = createPrivateKey(forge.pki.privateKeyToPem(pair.privateKey));
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: certificateOf(new X509Certificate(pem)),
  };
}

/**
 * Reads a private key with its certificate from one PEM text.
 *
 * @throws AppError `key_unrecognised`, `key_truncated`, `key_private_missing`, `key_type_unsupported`,
 *   `key_too_short`, `key_encrypted`; `key_certificate_unmatched`: no certificate in it belongs to the key
 */
export function readOrgKey(pem: string): OrgKey {
  const { key, certificates } = readPem(pem);
  const { privateKey } = proveKey(key);
  const certificate = certificates.find((each) => each.checkPrivateKey(key));
  if (!certificate) throw new AppError('key_certificate_unmatched');
  return { privateKey, certificate: certificateOf(certificate) };
}

const certificateOf = (certificate: X509Certificate): OrgCertificate => ({
  pem: certificate.toString(),
  fingerprint: certificate.fingerprint256,
  expiresAt: new Date(certificate.validTo),
});

import type { KeyObject } from 'node:crypto';
import forge from 'node-forge';

/** A P12 file of a private key with a certificate of its own, as Google's console makes one. */
export function pkcs12Of(privateKey: KeyObject, password: string): Buffer {
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const key = forge.pki.privateKeyFromPem(pem);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.rsa.setPublicKey(key.n, key.e);
  const name = [{ name: 'commonName', value: '103456789012345678901' }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.sign(key, forge.md.sha256.create());
  const file = forge.pkcs12.toPkcs12Asn1(key, [certificate], password, { algorithm: '3des' });
  return Buffer.from(forge.asn1.toDer(file).getBytes(), 'binary');
}

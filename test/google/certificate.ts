import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '../support/executable.ts';

const openssl = findOnPath(['openssl']);

/** Why no certificate can be made here; null when one can. */
export const withoutCertificates = openssl ? null : 'no openssl found';

/** A key and a certificate that nobody signed, for loopback and other names, in a directory of the test. */
export function selfSignedCertificate(directory: string, otherNames = '') {
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const kind = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1'];
  const about = ['-subj', '/CN=127.0.0.1', '-addext', `subjectAltName=IP:127.0.0.1${otherNames}`];
  const files = ['-keyout', key, '-out', cert];
  execFileSync(openssl ?? '', [...kind, ...about, ...files], { stdio: 'pipe' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), path: cert };
}

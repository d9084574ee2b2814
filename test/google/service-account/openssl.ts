import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '../../support/executable.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const program = findOnPath(['openssl']);

/** Why no keys can be made here; null when they can. */
export const withoutOpenssl = program ? null : 'no openssl found';

/** Makes keys, certificates and key stores with OpenSSL, in a directory of the suite. */
export function openssl() {
  const directory = temporaryDirectory();
  let files = 0;
  const fileOf = (content: string | Buffer): string => {
    files += 1;
    const path = join(directory, `${files}.pem`);
    writeFileSync(path, content);
    return path;
  };
  const run = (...args: string[]): Buffer =>
    execFileSync(program ?? '', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  return {
    run,
    fileOf,
    /** A private key in PKCS#8. */
    key: (bits = 2048): string =>
      String(run('genpkey', '-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`)),
    ecKey: (): string =>
      String(run('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256')),
    /** A certificate of that key, which nobody else signed. */
    certificate: (key: string, subject: string): string =>
      String(
        run('req', '-x509', '-new', '-days', '2', '-utf8', '-subj', subject, '-key', fileOf(key)),
      ),
    /** A key store of one key with its certificate, and of others beside it. */
    pkcs12: (
      { key, certificates }: { key: string; certificates: readonly string[] },
      password: string,
      ...options: string[]
    ): Buffer => {
      const [own = '', ...others] = certificates;
      const more = others.length > 0 ? ['-certfile', fileOf(others.join(''))] : [];
      const files = ['-inkey', fileOf(key), '-in', fileOf(own), ...more];
      const out = join(directory, 'store.p12');
      run('pkcs12', '-export', ...files, '-out', out, '-passout', `pass:${password}`, ...options);
      return readFileSync(out);
    },
  };
}

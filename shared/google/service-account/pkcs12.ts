import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { AppError } from '../../errors.ts';
import type { KeyAndCertificates } from '../../private-keys/pem.ts';
import { chooseCertificate } from './choose-certificate.ts';

/** What opens a PKCS#12 file, and which of its certificates is meant. */
export type Opening = { readonly password: string; readonly certificateSubject: string };

type Pfx = forge.pkcs12.Pkcs12Pfx;

/**
 * Reads the private key of a PKCS#12 file (RFC 7292) that belongs to the chosen certificate. Both the old
 * encryption, of Google's console (RC2, 3DES), and the new one (PBES2 with AES) are read; Node reads neither.
 *
 * @throws AppError `key_unrecognised`, `key_truncated`, `key_password_wrong`, `key_encryption_unsupported`,
 *   `key_private_missing`, `key_certificate_unmatched`, `key_certificate_ambiguous`
 */
export function readPkcs12(
  file: Buffer,
  { password, certificateSubject }: Opening,
): KeyAndCertificates {
  const structure = structureOf(file);
  iterationsLeft = MOST_ITERATIONS;
  const { keys, certificates } = contentOf(open(structure, password));
  if (keys.length === 0) throw new AppError('key_private_missing');
  // Without a certificate there is nothing to choose by.
  const [first] = keys;
  if (certificates.length === 0 && keys.length === 1 && first) return { key: first, certificates };
  return chooseCertificate({ keys, certificates }, certificateSubject);
}

function structureOf(file: Buffer): forge.asn1.Asn1 {
  // Every PKCS#12 file is an ASN.1 sequence.
  if (file[0] !== 0x30) throw new AppError('key_unrecognised');
  try {
    return forge.asn1.fromDer(forge.util.createBuffer(file.toString('binary')));
  } catch {
    throw new AppError('key_truncated');
  }
}

/**
 * For all keys of a file; OpenSSL makes 2,048 for each, Java 10,000. The library takes seconds for this many, in
 * which nothing else runs.
 */
const MOST_ITERATIONS = 200_000;

/** How many the file that is being read may still take. Reading is synchronous, so that there is one at a time. */
let iterationsLeft = 0;

class TooManyIterations extends Error {}

/**
 * Makes the library count the iterations of each key derivation before it makes them (RFC 8018, RFC 7292). The counts
 * of an inner layer are known only when the outer one was opened, so that no look at the file tells them.
 *
 * @param at the position of the count among the function's parameters
 */
function countIterations(holder: object, name: string, at: number): void {
  const derive: (...given: unknown[]) => unknown = Reflect.get(holder, name);
  const counting = (...given: unknown[]): unknown => {
    iterationsLeft -= Number(given[at]);
    if (!(iterationsLeft >= 0)) throw new TooManyIterations();
    return derive.apply(holder, given);
  };
  Reflect.set(holder, name, counting);
}
countIterations(forge.pkcs5, 'pbkdf2', 2);
countIterations(forge.pkcs12, 'generateKey', 3);
countIterations(Reflect.get(forge.pki, 'pbe'), 'generatePkcs12Key', 3);

/**
 * Opens a file with its password. PBES2 takes a password in UTF-8, the integrity check and the old encryption take
 * it in UTF-16, and the library has one parameter for both. So a password that is not ASCII is tried in UTF-8,
 * without the check, when the check has passed.
 */
function open(structure: forge.asn1.Asn1, password: string): Pfx {
  try {
    return forge.pkcs12.pkcs12FromAsn1(structure, false, password);
  } catch (thrown) {
    const utf8 = forge.util.encodeUtf8(password);
    const isFinal = thrown instanceof TooManyIterations || isWrongPassword(thrown);
    if (utf8 === password || isFinal) throw refusal(thrown);
    try {
      return forge.pkcs12.pkcs12FromAsn1(withoutMac(structure), false, utf8);
    } catch (again) {
      throw refusal(again);
    }
  }
}

const withoutMac = (structure: forge.asn1.Asn1): forge.asn1.Asn1 => ({
  ...structure,
  value: Array.isArray(structure.value) ? structure.value.slice(0, 2) : structure.value,
});

const isWrongPassword = (thrown: unknown): boolean => /MAC could not be/.test(messageOf(thrown));

/** Only the library's fixed sentences are read, and none is kept. */
function refusal(thrown: unknown): AppError {
  if (thrown instanceof TooManyIterations) return new AppError('key_encryption_unsupported');
  const message = messageOf(thrown);
  if (/MAC could not be|decrypt/i.test(message)) return new AppError('key_password_wrong');
  if (/unsupported .*(mac|oid)/i.test(message)) return new AppError('key_encryption_unsupported');
  return new AppError(/DER|bytes/.test(message) ? 'key_truncated' : 'key_unrecognised');
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : '');

type Content = {
  readonly keys: readonly KeyObject[];
  readonly certificates: readonly X509Certificate[];
};

function contentOf({ safeContents }: Pfx): Content {
  const bags = safeContents.flatMap(({ safeBags }) => safeBags);
  return {
    keys: bags.filter(({ type }) => type !== forge.pki.oids['certBag']).map(privateKeyIn),
    certificates: bags
      .filter(({ type }) => type === forge.pki.oids['certBag'])
      .flatMap(certificateIn),
  };
}

const bytesOf = (structure: forge.asn1.Asn1): Buffer =>
  Buffer.from(forge.asn1.toDer(structure).getBytes(), 'binary');

function privateKeyIn({ key, asn1 }: forge.pkcs12.Bag): KeyObject {
  try {
    return key
      ? createPrivateKey({
          key: bytesOf(forge.pki.privateKeyToAsn1(key)),
          format: 'der',
          type: 'pkcs1',
        })
      : createPrivateKey({ key: bytesOf(asn1), format: 'der', type: 'pkcs8' });
  } catch {
    throw new AppError('key_truncated');
  }
}

function certificateIn({ cert, asn1 }: forge.pkcs12.Bag): readonly X509Certificate[] {
  try {
    return [new X509Certificate(bytesOf(cert ? forge.pki.certificateToAsn1(cert) : asn1))];
  } catch {
    return [];
  }
}

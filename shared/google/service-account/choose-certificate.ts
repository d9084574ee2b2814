import type { KeyObject, X509Certificate } from 'node:crypto';
import { AppError } from '../../errors.ts';
import type { KeyAndCertificates } from '../../private-keys/pem.ts';

/** What a key store has. */
export type KeyStore = {
  readonly keys: readonly KeyObject[];
  readonly certificates: readonly X509Certificate[];
};

/**
 * Chooses the private key of a key store by the subject of its certificate.
 *
 * @param wanted the common name, or the whole subject in any order of its parts; upper and lower case do not
 *   differ. `*`: the first certificate that has a private key
 * @throws AppError `key_certificate_unmatched`, `key_certificate_ambiguous`, `key_private_missing`
 */
export function chooseCertificate(
  { keys, certificates }: KeyStore,
  wanted: string,
): KeyAndCertificates {
  const pairs = unique(certificates).map((certificate) => ({
    certificate,
    key: keys.find((each) => certificate.checkPrivateKey(each)),
  }));
  const matching =
    wanted.trim() === '*'
      ? pairs.filter(({ key }) => key).slice(0, 1)
      : pairs.filter(({ certificate }) => hasSubject(certificate, wanted));
  const [chosen, another] = matching;
  if (another) throw refusal('key_certificate_ambiguous', matching);
  if (chosen?.key) return { key: chosen.key, certificates: [chosen.certificate] };
  const isFound = chosen !== undefined || wanted.trim() === '*';
  throw refusal(isFound ? 'key_private_missing' : 'key_certificate_unmatched', pairs);
}

const unique = (certificates: readonly X509Certificate[]): readonly X509Certificate[] => [
  ...new Map(certificates.map((each) => [each.fingerprint256, each])).values(),
];

/** The parts of a subject as Node writes it, one a line: `CN=support`. */
const partsOf = ({ subject }: X509Certificate): readonly string[] =>
  (subject ?? '').split('\n').map(comparable);

/** Special characters are escaped in one way by Node, in others by the tools from which people copy. */
const comparable = (part: string): string =>
  part
    .replaceAll('\\', '')
    .replace(/\s*=\s*/, '=')
    .trim()
    .toLowerCase();

function hasSubject(certificate: X509Certificate, wanted: string): boolean {
  const parts = partsOf(certificate);
  const name = comparable(wanted);
  if (parts.includes(`cn=${name}`) || (name.startsWith('cn=') && parts.includes(name))) return true;
  const wantedParts = wanted.split(/[,/\n+]\s*(?=[A-Za-z0-9.]+\s*=)/).filter((each) => each.trim());
  return wantedParts.map(comparable).toSorted().join('\n') === parts.toSorted().join('\n');
}

/** As many subjects as a page can show. */
const MOST_NAMED = 10;

function refusal(
  code: 'key_certificate_ambiguous' | 'key_certificate_unmatched' | 'key_private_missing',
  pairs: readonly { readonly certificate: X509Certificate }[],
): AppError {
  const named = pairs.slice(0, MOST_NAMED).map(({ certificate }) => certificate.subject ?? '');
  const subjects = named.map((each) => each.replaceAll('\n', ', ').slice(0, 200));
  return new AppError(code, { detail: { subjects } });
}

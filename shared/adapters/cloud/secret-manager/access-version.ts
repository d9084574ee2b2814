import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
// A default import: the package assigns its exports in a way that Node's CommonJS lexer does not detect.
import crc32c from 'crc-32/crc32c.js';
import { AppError } from '../../../errors.ts';
import { callUnless, GRPC, type RequiredRole } from '../google-cloud.ts';

/**
 * The text of a version, or why there is none. `closed` means destroyed or disabled: a process that may
 * access versions but not view their state cannot know which.
 */
export type Accessed = { readonly text: string } | { readonly missing: Missing };
type Missing = 'destroyed' | 'disabled' | 'closed';

/** A payload that arrives damaged is read again, because the stored one is intact. */
const ATTEMPTS = 3;

/**
 * Reads one exact version and verifies its checksum. Distinguishes a destroyed version from a disabled
 * one, whose grant is not lost.
 *
 * @throws AppError those of `call`; `store_unavailable` when every attempt arrives damaged
 */
export async function accessVersion(
  client: SecretManagerServiceClient,
  name: string,
): Promise<Accessed> {
  const required: RequiredRole = { role: 'roles/secretmanager.secretAccessor', resource: name };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const accessed = await callUnless([GRPC.NOT_FOUND, GRPC.FAILED_PRECONDITION], required, () =>
      client.accessSecretVersion({ name }),
    );
    if (accessed === GRPC.NOT_FOUND) return { missing: 'destroyed' };
    if (accessed === GRPC.FAILED_PRECONDITION)
      return { missing: await whyUnavailable(client, name) };
    const { data, dataCrc32c } = accessed[0].payload ?? {};
    const bytes = Buffer.from(data ?? '');
    if (checksumOf(bytes) === String(dataCrc32c)) return { text: bytes.toString('utf8') };
  }
  throw new AppError('store_unavailable');
}

async function whyUnavailable(client: SecretManagerServiceClient, name: string): Promise<Missing> {
  const required: RequiredRole = { role: 'roles/secretmanager.viewer', resource: name };
  const found = await callUnless([GRPC.PERMISSION_DENIED], required, () =>
    client.getSecretVersion({ name }),
  );
  if (found === GRPC.PERMISSION_DENIED) return 'closed';
  const [{ state }] = found;
  if (state === 'DESTROYED' || state === 3) return 'destroyed';
  if (state === 'DISABLED' || state === 2) return 'disabled';
  // The version exists but is unreadable for another reason, such as its Cloud KMS key: nothing is lost.
  throw new AppError('store_unavailable');
}

/** CRC32C (RFC 3720, appendix B.4) as Secret Manager writes it: unsigned, in decimal. */
export const checksumOf = (data: Uint8Array): string => String(crc32c.buf(data) >>> 0);

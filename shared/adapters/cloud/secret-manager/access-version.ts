import type { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { AppError } from '../../../errors.ts';
import { callUnless, GRPC, type RequiredRole } from '../google-cloud.ts';
import { checksumOf } from './checksum.ts';

/**
 * What a version turned out to hold: its text, or why there is none. `closed` is one of the other two,
 * for whom may only access versions, and not ask which.
 */
export type Accessed = { readonly text: string } | { readonly missing: Missing };
type Missing = 'destroyed' | 'disabled' | 'closed';

/** A payload that arrives damaged is asked for again: what is stored is whole. */
const ATTEMPTS = 3;

/**
 * Reads one exact version and proves it by its checksum. A version that is gone is told from one
 * that somebody switched off, whose grant is not lost.
 *
 * @throws AppError those of `call`; `store_unavailable` when it arrives damaged every time
 */
export async function accessVersion(
  client: SecretManagerServiceClient,
  name: string,
): Promise<Accessed> {
  const needs: RequiredRole = { role: 'roles/secretmanager.secretAccessor', resource: name };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const accessed = await callUnless([GRPC.NOT_FOUND, GRPC.FAILED_PRECONDITION], needs, () =>
      client.accessSecretVersion({ name }),
    );
    if (accessed === GRPC.NOT_FOUND) return { missing: 'destroyed' };
    if (accessed === GRPC.FAILED_PRECONDITION) return { missing: await whyClosed(client, name) };
    const { data, dataCrc32c } = accessed[0].payload ?? {};
    const bytes = Buffer.from(data ?? '');
    if (checksumOf(bytes) === String(dataCrc32c)) return { text: bytes.toString('utf8') };
  }
  throw new AppError('store_unavailable');
}

async function whyClosed(client: SecretManagerServiceClient, name: string): Promise<Missing> {
  const needs: RequiredRole = { role: 'roles/secretmanager.viewer', resource: name };
  const found = await callUnless([GRPC.PERMISSION_DENIED], needs, () =>
    client.getSecretVersion({ name }),
  );
  if (found === GRPC.PERMISSION_DENIED) return 'closed';
  const [{ state }] = found;
  if (state === 'DESTROYED' || state === 3) return 'destroyed';
  if (state === 'DISABLED' || state === 2) return 'disabled';
  // It is there, and closed for another reason, such as a key of Cloud KMS: nothing is lost.
  throw new AppError('store_unavailable');
}

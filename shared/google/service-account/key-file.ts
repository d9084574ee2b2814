import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { identifierIn } from '../report.ts';

/** What Google's JSON key file says beside the key, where it says it. */
export type KeyFile = {
  readonly privateKey: string;
  readonly keyId: string | null;
  readonly serviceAccount: string | null;
  readonly clientId: string | null;
};

const text = z.string().trim().min(1).max(320).nullable().catch(null);

const fileSchema = z.object({
  private_key: z.string().min(1),
  private_key_id: text,
  client_email: text,
  client_id: text,
});

/**
 * Reads Google's JSON key file ("Create and delete service account keys").
 *
 * @throws AppError `key_truncated`, `key_unrecognised`, `key_of_another_kind`, `key_private_missing`
 */
export function readKeyFile(json: string): KeyFile {
  const content = parse(json);
  const kind = anotherKindOf(content);
  if (kind !== null) throw new AppError('key_of_another_kind', { detail: { kind } });
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) {
    const isKeyFile = Reflect.get(content, 'type') === 'service_account';
    throw new AppError(isKeyFile ? 'key_private_missing' : 'key_unrecognised');
  }
  const { private_key, private_key_id, client_email, client_id } = parsed.data;
  return {
    privateKey: private_key,
    keyId: private_key_id,
    serviceAccount: client_email,
    clientId: client_id,
  };
}

/** What the other credentials of Google's are called in their files; null for a service account's key. */
function anotherKindOf(content: object): string | null {
  const client = ['web', 'installed'].find((name) => Object.hasOwn(content, name));
  if (client !== undefined) return client;
  const type: unknown = Reflect.get(content, 'type');
  if (type === undefined || type === 'service_account') return null;
  return identifierIn(type) ?? 'unknown';
}

/** A shell that expands `\n` leaves line breaks within the private key, which JSON does not allow. */
function parse(json: string): object {
  const repaired = json.replace(/-----BEGIN[^"]*/, (pem) => pem.replaceAll(/\r?\n/g, '\\n'));
  try {
    const content: unknown = JSON.parse(repaired);
    if (typeof content === 'object' && content !== null) return content;
  } catch {
    throw new AppError('key_truncated');
  }
  throw new AppError('key_unrecognised');
}

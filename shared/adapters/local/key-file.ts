import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError, systemCodeOf } from '../../errors.ts';
import type { Keyring } from '../../sealing/index.ts';

const KEY_BYTES = 32;

const keyFileSchema = z
  .object({
    current: z.string(),
    keys: z.record(
      z.string(),
      z.base64().refine((key) => bytesOf(key).length === KEY_BYTES),
    ),
  })
  .refine(({ current, keys }) => Object.hasOwn(keys, current));
type KeyFile = z.infer<typeof keyFileSchema>;

const bytesOf = (key: string): Buffer => Buffer.from(key, 'base64');

/**
 * The keyring in a file that only its owner may read (0600). A key id that is not in memory makes it
 * look at the file again: another process may have rotated the key since.
 *
 * @throws AppError `key_file_unusable` when it is missing, malformed, or open to others
 */
export function openKeyFile(path: string): Keyring {
  let file = readKeyFile(path);
  const objects = new Map<string, KeyObject>();
  const load = (id: string): KeyObject | null => {
    const key = objects.get(id) ?? (file.keys[id] && createSecretKey(bytesOf(file.keys[id])));
    if (key) objects.set(id, key);
    return key || null;
  };
  return {
    find: (id) => {
      const known = load(id);
      if (known) return known;
      file = readKeyFile(path);
      return load(id);
    },
    current: () => {
      const key = load(file.current);
      if (!key) throw new AppError('key_file_unusable', { detail: { path } });
      return { id: file.current, key };
    },
  };
}

/** Makes a key file with one new key; one that is already there stays as it is. */
export function createKeyFile(path: string): void {
  const id = newKeyId();
  const draft = writeDraft(path, { current: id, keys: { [id]: newKey() } });
  try {
    // A link, unlike a rename, never replaces: of two that start at once, one key file wins.
    linkSync(draft, path);
  } catch (thrown) {
    if (systemCodeOf(thrown) !== 'EEXIST') throw unusable(path, thrown);
  } finally {
    unlinkSync(draft);
  }
}

/** Adds a new current key; the old ones still open what they sealed. Answers the new key's id. */
export function rotateKeyFile(path: string): string {
  const file = readKeyFile(path);
  const id = newKeyId();
  renameSync(writeDraft(path, { current: id, keys: { ...file.keys, [id]: newKey() } }), path);
  return id;
}

function readKeyFile(path: string): KeyFile {
  try {
    if ((statSync(path).mode & 0o077) !== 0) throw unusable(path, 'open to others: chmod 600');
    return keyFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : unusable(path, thrown);
  }
}

function writeDraft(path: string, file: KeyFile): string {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600, flush: true });
  } catch (thrown) {
    throw unusable(path, thrown);
  }
  return draft;
}

const newKeyId = (): string => randomBytes(4).toString('hex');
const newKey = (): string => randomBytes(KEY_BYTES).toString('base64');

function unusable(path: string, why: unknown): AppError {
  const reason = typeof why === 'string' ? why : (systemCodeOf(why) ?? 'malformed');
  return new AppError('key_file_unusable', { detail: { path, reason } });
}

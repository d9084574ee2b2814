import { randomBytes } from 'node:crypto';
import {
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError, systemCodeOf } from '../../errors.ts';
import { type KeySet, newKeySet, parseKeySet, writeKeySet } from '../../sealing/index.ts';
import type { KeyStore } from '../state.ts';

/**
 * Reads the keys from a file that only its owner may read (0600).
 *
 * @throws AppError `key_file_unusable` when it is missing, malformed, or readable by others
 */
export function readKeyFile(path: string): KeySet {
  try {
    if ((statSync(path).mode & 0o077) !== 0) throw unusable(path, 'open to others: chmod 600');
    const set = parseKeySet(readFileSync(path, 'utf8'));
    if (!set) throw unusable(path, 'malformed');
    return set;
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : unusable(path, thrown);
  }
}

/**
 * Creates a key file with one new key and no installation yet: the first start names it once the database
 * exists, and can be repeated until then. A file that exists already stays unchanged.
 */
export function createKeyFile(path: string): void {
  const draft = writeDraft(path, { ...newKeySet(), installation: null });
  try {
    // A link, unlike a rename, never replaces a file: of two processes that start together, one wins.
    linkSync(draft, path);
  } catch (thrown) {
    if (systemCodeOf(thrown) !== 'EEXIST') throw unusable(path, thrown);
  } finally {
    unlinkSync(draft);
  }
}

/** Replaces the keys. A reader finds either the old file or the new one. Call it only under the lock. */
export function replaceKeyFile(path: string, set: KeySet): void {
  renameSync(writeDraft(path, set), path);
}

/**
 * The KeyStore over a key file. A change is atomic: a reader finds either the old keys or the new ones.
 *
 * @param exclusively runs a change while no other process runs one: without it, the second of two
 *   simultaneous rotations would remove the key that the first already sealed with
 */
export function createKeyFileStore(
  path: string,
  clock: { readonly now: () => Date },
  exclusively: (work: () => void) => Promise<void>,
): KeyStore {
  return {
    load: async () => readKeyFile(path),
    create: async () => false,
    change: async (change) => {
      let set = readKeyFile(path);
      await exclusively(() => {
        set = change(readKeyFile(path));
        replaceKeyFile(path, set);
      });
      return set;
    },
    age: async () => {
      const { rotatedAt } = readKeyFile(path);
      return rotatedAt ? clock.now().getTime() - Date.parse(rotatedAt) : Number.POSITIVE_INFINITY;
    },
    // Under the lock no process is writing a draft, so every draft is left from a change that crashed.
    destroyReplaced: () => exclusively(() => removeDrafts(path)),
  };
}

/** The suffix of a draft's file name: the process id and a random part. */
const DRAFT = /^\.\d+\.[0-9a-f]{8}$/;

function writeDraft(path: string, set: KeySet): string {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, writeKeySet(set), { mode: 0o600, flush: true });
  } catch (thrown) {
    throw unusable(path, thrown);
  }
  return draft;
}

function removeDrafts(path: string): void {
  const [directory, file] = [dirname(path), basename(path)];
  for (const name of readdirSync(directory)) {
    const isDraft = name.startsWith(file) && DRAFT.test(name.slice(file.length));
    if (isDraft) unlinkSync(join(directory, name));
  }
}

function unusable(path: string, why: unknown): AppError {
  const reason = typeof why === 'string' ? why : (systemCodeOf(why) ?? 'malformed');
  return new AppError('key_file_unusable', { detail: { path, reason } });
}

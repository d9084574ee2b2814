import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const KEY_BYTES = 32;

const keySetSchema = z
  .object({
    current: z.string(),
    rotatedAt: z.iso.datetime().optional(),
    installation: z.string().nullish(),
    keys: z.record(
      z.string(),
      z.base64().refine((key) => Buffer.from(key, 'base64').length === KEY_BYTES),
    ),
  })
  .refine(({ current, keys }) => Object.hasOwn(keys, current));

/**
 * Keys as they are stored, in a file or in a secret: each in base64 under its id. The `current` key
 * seals; the others still open what they sealed. `rotatedAt` is when `current` became the current key.
 * `installation` survives every rotation, and names the database that belongs to the keys: null until that
 * database exists, absent where release 0.1 wrote the keys.
 */
export type KeySet = z.infer<typeof keySetSchema>;

/** Parses stored keys; null when the text is malformed. */
export function parseKeySet(text: string): KeySet | null {
  try {
    return keySetSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The text that is stored. */
export const writeKeySet = (set: KeySet): string => `${JSON.stringify(set, null, 2)}\n`;

/** A key set with one new key, whose id also names the installation. */
export function newKeySet(): KeySet {
  const id = newKeyId();
  return { current: id, installation: id, keys: { [id]: newKey() } };
}

/** Adds a new current key and keeps the old ones. */
export function withNewKey(set: KeySet, now: Date): KeySet {
  const id = newKeyId();
  const keys = { ...set.keys, [id]: newKey() };
  return { current: id, rotatedAt: now.toISOString(), installation: installationOf(set), keys };
}

/** The installation that a key set belongs to. One that release 0.1 wrote is named after its current key. */
export const installationOf = ({ installation, current }: KeySet): string =>
  installation ?? current;

/**
 * Whether a key set belongs to the installation that a database names. Null: only the sealed records can
 * tell, because release 0.1 wrote the database, or wrote the keys and dropped the name.
 */
export function belongsTo(set: KeySet, installation: string | null): boolean | null {
  if (installation === null) return null;
  if (set.installation === installation || Object.hasOwn(set.keys, installation)) return true;
  return typeof set.installation === 'string' ? false : null;
}

/** Keeps only the current key. Whatever the others sealed can never be opened again. */
export function withoutOldKeys(set: KeySet): KeySet {
  const key = set.keys[set.current];
  return { ...set, keys: key === undefined ? {} : { [set.current]: key } };
}

const newKeyId = (): string => randomBytes(4).toString('hex');
const newKey = (): string => randomBytes(KEY_BYTES).toString('base64');

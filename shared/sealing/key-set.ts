import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const KEY_BYTES = 32;

const keySetSchema = z
  .object({
    current: z.string(),
    rotatedAt: z.iso.datetime().optional(),
    keys: z.record(
      z.string(),
      z.base64().refine((key) => Buffer.from(key, 'base64').length === KEY_BYTES),
    ),
  })
  .refine(({ current, keys }) => Object.hasOwn(keys, current));

/**
 * Keys as they are stored, in a file or in a secret: each in base64 under its id. The `current` key
 * seals; the others still open what they sealed. `rotatedAt` is when `current` became the current key.
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

/** A key set with one new key. */
export function newKeySet(): KeySet {
  const id = newKeyId();
  return { current: id, keys: { [id]: newKey() } };
}

/** Adds a new current key and keeps the old ones. */
export function withNewKey({ keys }: KeySet, now: Date): KeySet {
  const id = newKeyId();
  return { current: id, rotatedAt: now.toISOString(), keys: { ...keys, [id]: newKey() } };
}

/** Keeps only the current key. Whatever the others sealed can never be opened again. */
export function withoutOldKeys(set: KeySet): KeySet {
  const key = set.keys[set.current];
  return { ...set, keys: key === undefined ? {} : { [set.current]: key } };
}

const newKeyId = (): string => randomBytes(4).toString('hex');
const newKey = (): string => randomBytes(KEY_BYTES).toString('base64');

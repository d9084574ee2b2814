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
 * Keys as they are kept, in a file or in a secret: each in base64 under its id. `current` seals, the
 * others still open what they sealed; `rotatedAt` is when it became the current one.
 */
export type KeySet = z.infer<typeof keySetSchema>;

/** The keys in a text; null when it is none of ours. */
export function parseKeySet(text: string): KeySet | null {
  try {
    return keySetSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** As it is kept. */
export const writeKeySet = (set: KeySet): string => `${JSON.stringify(set, null, 2)}\n`;

/** One new key, and no other. */
export function newKeySet(): KeySet {
  const id = newKeyId();
  return { current: id, keys: { [id]: newKey() } };
}

/** A new current key beside the old ones. */
export function withNewKey({ keys }: KeySet, now: Date): KeySet {
  const id = newKeyId();
  return { current: id, rotatedAt: now.toISOString(), keys: { ...keys, [id]: newKey() } };
}

/** The current key alone: what the others sealed never opens again. */
export function withoutOldKeys(set: KeySet): KeySet {
  const key = set.keys[set.current];
  return { ...set, keys: key === undefined ? {} : { [set.current]: key } };
}

const newKeyId = (): string => randomBytes(4).toString('hex');
const newKey = (): string => randomBytes(KEY_BYTES).toString('base64');

import type { z } from 'zod';
import { asAppError } from '../errors.ts';
import { type Keyring, unseal } from '../sealing/index.ts';

/** What a cookie was sealed for, and the shape of what is in it. */
type SealedCookie<Value> = { readonly context: string; readonly schema: z.ZodType<Value> };

/**
 * Opens a cookie that we sealed; null when it is missing, not ours, or of another shape. Its key ids are looked up
 * with the limit for texts from outside.
 *
 * @throws AppError what the keyring throws: that the keys cannot be loaded says nothing about the cookie
 */
export async function openSealedCookie<Value>(
  keyring: Keyring,
  { context, schema }: SealedCookie<Value>,
  cookie: string | undefined,
): Promise<Value | null> {
  if (!cookie) return null;
  try {
    return schema.parse(JSON.parse(await unseal(keyring.outside, context, cookie)));
  } catch (thrown) {
    const { code } = asAppError(thrown);
    if (code !== 'record_unreadable' && code !== 'internal') throw thrown;
    return null;
  }
}

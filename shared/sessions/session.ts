import { z } from 'zod';
import { type Keyring, seal } from '../sealing/index.ts';
import type { Mailbox } from '../tokens/index.ts';
import { openSealedCookie } from './sealed-cookie.ts';

/** A working day: an administrator signs in again the next day. */
export const SESSION_SECONDS = 8 * 60 * 60;

/** The longest that a session lasts, on an instance whose clock is a little behind. */
const LONGEST_MS = SESSION_SECONDS * 1000 + 2 * 60 * 1000;

const CONTEXT = 'session';

const sessionSchema = z.object({
  address: z.string(),
  hostedDomain: z.string().nullable(),
  /** The token in every form of this session, so that no other site can submit one. */
  formToken: z.string(),
  expiresAt: z.number(),
});

export type Session = z.infer<typeof sessionSchema>;

/** Makes a new session for a verified account. Returns the cookie's value, sealed so that it cannot be forged. */
export async function sealSession(
  keyring: Keyring,
  { address, hostedDomain }: Mailbox,
  { formToken, now }: { formToken: string; now: Date },
): Promise<string> {
  const expiresAt = now.getTime() + SESSION_SECONDS * 1000;
  return seal(keyring, CONTEXT, JSON.stringify({ address, hostedDomain, formToken, expiresAt }));
}

/** When its account signed in. */
export const signedInAtOf = ({ expiresAt }: Session): Date =>
  new Date(expiresAt - SESSION_SECONDS * 1000);

/** Opens the session in a cookie; null when it is missing, expired or not ours. */
export async function openSession(
  keyring: Keyring,
  cookie: string | undefined,
  now: Date,
): Promise<Session | null> {
  const sealed = { context: CONTEXT, schema: sessionSchema };
  const session = await openSealedCookie(keyring, sealed, cookie);
  const left = (session?.expiresAt ?? 0) - now.getTime();
  // One that lasts longer than any was sealed by a clock that was ahead.
  return left > 0 && left <= LONGEST_MS ? session : null;
}

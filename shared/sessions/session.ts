import { z } from 'zod';
import { asAppError } from '../errors.ts';
import { type Keyring, seal, unseal } from '../sealing/index.ts';
import type { Mailbox } from '../tokens/index.ts';

/** A working day: who comes back tomorrow signs in again. */
export const SESSION_SECONDS = 8 * 60 * 60;

const PLACE = 'session';

const sessionSchema = z.object({
  address: z.string(),
  hostedDomain: z.string().nullable(),
  /** What every form of this session carries, so that no other site can send one. */
  formToken: z.string(),
  expiresAt: z.number(),
});

export type Session = z.infer<typeof sessionSchema>;

/** A new session for a proved account, as the value of its cookie: sealed, so that none is made up. */
export async function sealSession(
  keyring: Keyring,
  { address, hostedDomain }: Mailbox,
  { formToken, now }: { formToken: string; now: Date },
): Promise<string> {
  const expiresAt = now.getTime() + SESSION_SECONDS * 1000;
  return seal(keyring, PLACE, JSON.stringify({ address, hostedDomain, formToken, expiresAt }));
}

/** The session in a cookie; null when it is missing, expired, or not ours. */
export async function openSession(
  keyring: Keyring,
  cookie: string | undefined,
  now: Date,
): Promise<Session | null> {
  if (!cookie) return null;
  try {
    const session = sessionSchema.parse(JSON.parse(await unseal(keyring, PLACE, cookie)));
    return session.expiresAt > now.getTime() ? session : null;
  } catch (thrown) {
    // The keys could not be asked after: that says nothing of the cookie.
    const { code } = asAppError(thrown);
    if (code !== 'record_unreadable' && code !== 'internal') throw thrown;
    return null;
  }
}

import { z } from 'zod';
import { type Keyring, seal } from '../sealing/index.ts';
import { openSealedCookie } from './sealed-cookie.ts';
import type { Session } from './session.ts';

/** Long enough to copy a secret into Salesforce, also after a change of the language. */
export const SHOWN_SECRET_SECONDS = 10 * 60;

const CONTEXT = 'shown_secret';

const schema = z.object({
  callerId: z.string(),
  secret: z.string(),
  expiresAt: z.number(),
  formToken: z.string(),
});

type Shown = { readonly callerId: string; readonly secret: string; readonly now: Date };

/** Seals the secret of a caller that was just made into the value of a cookie: no page shows it again. */
export function sealShownSecret(
  keyring: Keyring,
  { formToken }: Session,
  { callerId, secret, now }: Shown,
): Promise<string> {
  const expiresAt = now.getTime() + SHOWN_SECRET_SECONDS * 1000;
  return seal(keyring, CONTEXT, JSON.stringify({ callerId, secret, expiresAt, formToken }));
}

type Asked = { readonly cookie: string | undefined; readonly callerId: string; readonly now: Date };

/** Opens the secret in a cookie; null when there is none, or it is of another session, caller or time. */
export async function openShownSecret(
  keyring: Keyring,
  { formToken }: Session,
  { cookie, callerId, now }: Asked,
): Promise<string | null> {
  const opened = await openSealedCookie(keyring, { context: CONTEXT, schema }, cookie);
  const isOurs = opened?.formToken === formToken && opened.callerId === callerId;
  return isOurs && opened.expiresAt > now.getTime() ? opened.secret : null;
}

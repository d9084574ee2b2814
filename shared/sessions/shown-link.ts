import { z } from 'zod';
import { type Keyring, seal } from '../sealing/index.ts';
import { isScopeProfile, type ScopeProfile } from '../tokens/index.ts';
import { openSealedCookie } from './sealed-cookie.ts';
import type { Session } from './session.ts';

/** Long enough to copy a link, also after a change of the language. */
export const SHOWN_LINK_SECONDS = 10 * 60;

const CONTEXT = 'shown_link';

const schema = z.object({
  id: z.string(),
  link: z.string(),
  mailbox: z.string().nullable(),
  profile: z.custom<ScopeProfile>((value) => typeof value === 'string' && isScopeProfile(value)),
  expiresAt: z.number().transform((milliseconds) => new Date(milliseconds)),
  formToken: z.string(),
});

/** A link that was just made, as the page after the redirect shows it. */
export type ShownLink = Omit<z.infer<typeof schema>, 'formToken'>;

/**
 * Seals a new link into the value of a cookie. The store keeps only a digest of it, and no address contains it,
 * so this is how the page after the redirect can show it.
 */
export const sealShownLink = (
  keyring: Keyring,
  { formToken }: Session,
  shown: ShownLink,
): Promise<string> =>
  seal(
    keyring,
    CONTEXT,
    JSON.stringify({ ...shown, expiresAt: shown.expiresAt.getTime(), formToken }),
  );

/** Opens the link in a cookie; null when there is none, or when it is of another session. */
export async function openShownLink(
  keyring: Keyring,
  { formToken }: Session,
  cookie: string | undefined,
): Promise<ShownLink | null> {
  const opened = await openSealedCookie(keyring, { context: CONTEXT, schema }, cookie);
  if (opened?.formToken !== formToken) return null;
  const { formToken: _, ...shown } = opened;
  return shown;
}

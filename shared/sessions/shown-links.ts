import { z } from 'zod';
import { type Keyring, seal } from '../sealing/index.ts';
import { openSealedCookie } from './sealed-cookie.ts';
import type { Session } from './session.ts';

/** So many links fit into a cookie, which browsers limit to 4 KB. */
export const MOST_SHOWN_LINKS = 50;

const CONTEXT = 'shown_links';

const schema = z.object({ links: z.string(), expiresAt: z.number(), formToken: z.string() });

/** Seals new links into the value of a cookie, as `sealShownLink` does with one. */
export const sealShownLinks = (
  keyring: Keyring,
  { formToken }: Session,
  { links, expiresAt }: { readonly links: readonly string[]; readonly expiresAt: Date },
): Promise<string> => {
  const shown = { links: links.join('.'), expiresAt: expiresAt.getTime(), formToken };
  return seal(keyring, CONTEXT, JSON.stringify(shown));
};

/** Opens the links in a cookie; none when there is no cookie, or when it is of another session or time. */
export async function openShownLinks(
  keyring: Keyring,
  { formToken }: Session,
  { cookie, now }: { readonly cookie: string | undefined; readonly now: Date },
): Promise<readonly string[]> {
  const opened = await openSealedCookie(keyring, { context: CONTEXT, schema }, cookie);
  const isOurs = opened?.formToken === formToken && opened.expiresAt > now.getTime();
  return isOurs ? opened.links.split('.').filter(Boolean) : [];
}

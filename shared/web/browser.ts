import { z } from 'zod';
import type { Incoming } from '../http/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type Keyring, seal } from '../sealing/index.ts';
import { openSealedCookie, readCookie, setCookie } from '../sessions/index.ts';

/** Long enough for a link that is valid for a day and an authorization of ten minutes. */
const BROWSER_SECONDS = 2 * 24 * 60 * 60;

const CONTEXT = 'browser';

const browserSchema = z.object({ secret: z.string(), expiresAt: z.number() });

/** The browser's secret, to which authorizations are bound, and the Set-Cookie value that stores it. */
export type Browser = { readonly secret: string; readonly cookie: string };

/**
 * Reads the browser's secret from its cookie, or makes a new one. The cookie's whole text is the secret. A text
 * that we did not seal, or sealed too long ago, is not adopted: over plain http another program on this machine
 * can set cookies for the host, since cookies know no ports, and would choose the secret.
 *
 * @throws AppError what the keyring throws
 */
export async function bindBrowser(incoming: Incoming, runtime: Runtime): Promise<Browser> {
  const { baseUrl } = runtime.config;
  const known = readCookie(incoming.cookies, 'browser', baseUrl);
  const now = runtime.clock.now().getTime();
  const secret =
    known && (await isOurs(runtime.keyring, known, now)) ? known : await newSecret(runtime, now);
  return { secret, cookie: setCookie('browser', secret, { baseUrl, maxAge: BROWSER_SECONDS }) };
}

const newSecret = ({ keyring, ids }: Runtime, now: number): Promise<string> => {
  const expiresAt = now + BROWSER_SECONDS * 1000;
  return seal(keyring, CONTEXT, JSON.stringify({ secret: ids.secret(), expiresAt }));
};

async function isOurs(keyring: Keyring, cookie: string, now: number): Promise<boolean> {
  const sealed = { context: CONTEXT, schema: browserSchema };
  const browser = await openSealedCookie(keyring, sealed, cookie);
  return browser !== null && browser.expiresAt > now;
}

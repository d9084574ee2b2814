import { type Incoming, type Reply, redirect, withCookies } from '../http/index.ts';
import { type Language, languageOf } from '../language.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { setCookie } from '../sessions/index.ts';
import { returnCookie } from '../web/after-sign-in.ts';
import { returnPath } from '../web/return-path.ts';
import { readAdminForm, readOwnForm } from '../web/session-guard.ts';
import { keepTrips, readTrips } from '../web/sign-in-trips.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Redirects to Google to sign in. The callback then confirms that the account is an administrator. Anybody
 * may send this, so it writes nothing: the browser carries the trip in a sealed cookie.
 */
export async function signIn(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const form = await readOwnForm(incoming, runtime);
  const { trip, location } = await runtime.tokens.beginSignIn();
  const trips = await keepTrips(runtime, [...(await readTrips(incoming, runtime)), trip]);
  const path = returnPath(form.get('return_to'));
  return withCookies(redirect(location), trips, returnCookie(runtime, path));
}

export async function signOut(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await readAdminForm(incoming, runtime);
  const { baseUrl } = runtime.config;
  const home = redirect(`${baseUrl}/setup-page`);
  return withCookies(home, setCookie('session', '', { baseUrl, maxAge: 0 }));
}

export async function chooseLanguage(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const form = await readOwnForm(incoming, runtime);
  const { baseUrl } = runtime.config;
  const language = languageOf(form.get('language') ?? undefined) ?? 'en';
  const back = redirect(`${baseUrl}${returnPath(form.get('return_to'))}`);
  return withCookies(back, languageCookie(runtime, language));
}

/** The Set-Cookie value that keeps the reader's choice of a language. */
export const languageCookie = ({ config: { baseUrl } }: Runtime, language: Language): string =>
  setCookie('language', language, { baseUrl, maxAge: YEAR_SECONDS });

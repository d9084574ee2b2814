import { type Incoming, type Reply, redirect, withCookies } from '../http/index.ts';
import { languageOf } from '../language.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { setCookie } from '../sessions/index.ts';
import { returnCookie } from '../web/after-sign-in.ts';
import { bindBrowser } from '../web/browser.ts';
import { returnPath } from '../web/return-path.ts';
import { readAdminForm, readOwnForm } from '../web/session-guard.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Redirects to Google to sign in. The callback then confirms that the account is an administrator. */
export async function signIn(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const form = await readOwnForm(incoming, runtime);
  const { tokens } = runtime;
  const browser = await bindBrowser(incoming, runtime);
  const { link } = await tokens.beginAuthorization({ kind: 'sign_in' }, 'sign-in');
  const location = await tokens.openAuthorization(link, browser.secret);
  const path = returnPath(form.get('return_to'));
  return withCookies(redirect(location), browser.cookie, returnCookie(runtime, path));
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
  const cookie = setCookie('language', language, { baseUrl, maxAge: YEAR_SECONDS });
  return withCookies(redirect(`${baseUrl}${returnPath(form.get('return_to'))}`), cookie);
}

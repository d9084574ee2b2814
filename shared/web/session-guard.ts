import { AppError } from '../errors.ts';
import { type Incoming, parseForm } from '../http/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { isAdmin, openSession, readCookie, type Session } from '../sessions/index.ts';

/** The session of a signed-in administrator; null without a session, or when the account is no longer an administrator. */
export async function sessionOf(incoming: Incoming, runtime: Runtime): Promise<Session | null> {
  const { config, keyring, clock } = runtime;
  const cookie = readCookie(incoming.cookies, 'session', config.baseUrl);
  const session = await openSession(keyring, cookie, clock.now());
  return session && isAdmin(session, config.setupAdmins) ? session : null;
}

/** @throws AppError `sign_in_required` */
export async function requireSession(incoming: Incoming, runtime: Runtime): Promise<Session> {
  const session = await sessionOf(incoming, runtime);
  if (!session) throw new AppError('sign_in_required');
  return session;
}

/**
 * Reads the fields of a form, and confirms that one of our own pages sent it.
 *
 * @param limitBytes the largest body that is read, where a form may have a long text
 * @throws AppError `form_expired`, `media_type_unsupported`, `body_too_large`
 */
export async function readOwnForm(
  incoming: Incoming,
  runtime: Runtime,
  limitBytes?: number,
): Promise<URLSearchParams> {
  if (incoming.mediaType !== 'application/x-www-form-urlencoded') {
    throw new AppError('media_type_unsupported');
  }
  if (!isSameOrigin(incoming, runtime.config.baseUrl)) throw new AppError('form_expired');
  return parseForm(await incoming.readBody(limitBytes));
}

/**
 * Reads the fields of an administrator's form, and confirms the token that only their own pages contain.
 *
 * @throws AppError `sign_in_required`, `form_expired`, and what `readOwnForm` throws
 */
export async function readAdminForm(
  incoming: Incoming,
  runtime: Runtime,
): Promise<{ session: Session; form: URLSearchParams }> {
  const session = await requireSession(incoming, runtime);
  const form = await readOwnForm(incoming, runtime);
  if (form.get('form_token') !== session.formToken) throw new AppError('form_expired');
  return { session, form };
}

/** The types in which a browser sends a form: with files only the second. */
const FORM_TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Reads an administrator's form that may have files, or a long text, and confirms the token as above.
 *
 * @param limitBytes the largest body that is read
 * @throws AppError `sign_in_required`, `form_expired`, `media_type_unsupported`, `body_too_large`, `body_malformed`
 */
export async function readAdminUpload(
  incoming: Incoming,
  runtime: Runtime,
  limitBytes: number,
): Promise<{ session: Session; form: FormData }> {
  const session = await requireSession(incoming, runtime);
  if (!FORM_TYPES.includes(incoming.mediaType)) throw new AppError('media_type_unsupported');
  if (!isSameOrigin(incoming, runtime.config.baseUrl)) throw new AppError('form_expired');
  const form = await incoming.readFormData(limitBytes);
  if (form.get('form_token') !== session.formToken) throw new AppError('form_expired');
  return { session, form };
}

/** Every browser sends the origin of a form, in Sec-Fetch-Site or at least in Origin. */
function isSameOrigin(incoming: Incoming, baseUrl: string): boolean {
  const site = incoming.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = incoming.header('origin');
  return origin === undefined || origin === new URL(baseUrl).origin;
}

import { AppError, asAppError, errorEntry } from '../shared/errors.ts';
import type { Edge } from '../shared/http/edge.ts';
import {
  accepted,
  type Incoming,
  json,
  page,
  type Reply,
  redirect,
  withCookies,
} from '../shared/http/index.ts';
import { makeIntakeDue } from '../shared/mail/index.ts';
import { connectedPage } from '../shared/pages/index.ts';
import { probeFirst } from '../shared/probe/index.ts';
import { withGmailAndImap } from '../shared/runtime/gmail.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import {
  isAdmin,
  readCookie,
  SESSION_SECONDS,
  sealSession,
  setCookie,
} from '../shared/sessions/index.ts';
import {
  checkOf,
  frameOf,
  keepTrips,
  pageRefusal,
  readTrips,
  recordRefusedSignIn,
  recordSignIn,
  refusePrefetch,
  returnCookie,
  sessionOf,
  urlAfterSignIn,
  withFlash,
} from '../shared/setup/index.ts';
import {
  type AuthorizationResponse,
  accessEndOf,
  type Connection,
  isSignIn,
  type Mailbox,
} from '../shared/tokens/index.ts';

/** RFC 6749 §4.1.2.1: error codes are printable words. Any other text is not repeated. */
const ERROR_CODE = /^[a-z_]{1,40}$/;

export const oauthCallback: Edge<Runtime> = {
  name: 'oauth-callback',
  refuse: pageRefusal,
  routes: { 'GET /': complete, 'POST /security-events': takeSecurityEvents },
};

/**
 * Receives Google's security events about an account (Cross-Account Protection), pushed as in RFC 8935:
 * answers 202 when they are accepted, 400 with the reason when the token is not a valid one of Google's.
 */
async function takeSecurityEvents(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { verifySecurityEvents, clock, tokens, log } = runtime;
  try {
    const body = (await incoming.readBody()).toString('utf8');
    const token = await verifySecurityEvents(body.trim(), clock.now());
    const outcome = await tokens.takeSecurityEvents(token);
    const { correlationId } = incoming;
    const kinds = token.events.map(({ kind }) => kind).join(', ');
    log('info', `security event: ${kinds}`, { correlationId, outcome });
    return accepted();
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code !== 'security_event_invalid') throw error;
    const { err = 'invalid_request' } = error.detail;
    return json({ err, description: errorEntry(error.code).en }, 400);
  }
}

/** Receives Google's redirect, with a code or an error. The code is used once, so not by a prefetch. */
async function complete(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  refusePrefetch(incoming);
  const { query, cookies } = incoming;
  const error = query.get('error');
  const response = {
    state: query.get('state') ?? '',
    code: query.get('code'),
    error: error === null || ERROR_CODE.test(error) ? error : 'unrecognised',
  };
  if (isSignIn(response.state)) return completeSignIn(incoming, runtime, response);
  // Keys that cannot be loaded now must not spend Google's answer: the audit trail names the owner then.
  const session = await sessionOf(incoming, runtime).catch(() => null);
  const completed = await runtime.tokens.completeAuthorization({
    ...response,
    browser: readCookie(cookies, 'browser', runtime.config.baseUrl) ?? null,
    administrator: session?.address ?? null,
  });
  // Release 0.1 stored a sign-in as an authorization request: one may be under way during an update.
  return completed.kind === 'signed_in'
    ? signIn(incoming, runtime, completed.mailbox)
    : connected(incoming, runtime, completed.connection);
}

/** Finishes a sign-in, which no store knows. A repeated callback of a signed-in browser leads to the list. */
async function completeSignIn(
  incoming: Incoming,
  runtime: Runtime,
  response: Pick<AuthorizationResponse, 'state' | 'code' | 'error'>,
): Promise<Reply> {
  const trips = await readTrips(incoming, runtime);
  const others = trips.filter(({ state }) => state !== response.state);
  if (others.length === trips.length && (await sessionOf(incoming, runtime))) {
    return redirect(`${runtime.config.baseUrl}/setup-page`);
  }
  const mailbox = await runtime.tokens.completeSignIn(trips, response);
  return withCookies(await signIn(incoming, runtime, mailbox), await keepTrips(runtime, others));
}

async function signIn(incoming: Incoming, runtime: Runtime, mailbox: Mailbox): Promise<Reply> {
  const { config, keyring, ids, clock } = runtime;
  if (!isAdmin(mailbox, config.setupAdmins)) {
    await recordRefusedSignIn(runtime, mailbox);
    throw new AppError('sign_in_not_allowed', { detail: { address: mailbox.address } });
  }
  const details = { formToken: ids.secret(), now: clock.now() };
  const session = await sealSession(keyring, mailbox, details);
  await recordSignIn(runtime, mailbox);
  const attributes = { baseUrl: config.baseUrl, maxAge: SESSION_SECONDS };
  const requested = redirect(urlAfterSignIn(incoming, runtime));
  const forgotten = returnCookie(runtime, '/setup-page');
  return withCookies(requested, setCookie('session', session, attributes), forgotten);
}

/** Redirects an administrator to the list of mailboxes; shows a mailbox owner a closing page. */
async function connected(
  incoming: Incoming,
  runtime: Runtime,
  connection: Connection,
): Promise<Reply> {
  // Mail that waited for the consent is read with the next run.
  await makeIntakeDue({ store: runtime.mail, clock: runtime.clock }, connection.id).catch(
    () => null,
  );
  // The grant is committed: whatever the probe finds, the mailbox is connected.
  await probeFirst(withGmailAndImap(runtime), connection.id);
  const frame = await frameOf(incoming, runtime);
  if (frame.session) return withFlash(runtime, 'connected', connection.id);
  const check = await checkOf(runtime, connection.id);
  const { address } = connection.mailbox;
  return page(connectedPage(frame, { address, check, end: accessEndOf(connection) }));
}

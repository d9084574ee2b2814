import { type Incoming, page, type Reply, redirect, withCookies } from '../http/index.ts';
import { type Flash, linksPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import {
  openShownLink,
  readCookie,
  type Session,
  SHOWN_LINK_SECONDS,
  sealShownLink,
  setCookie,
} from '../sessions/index.ts';
import { frameOf } from '../web/frame.ts';
import { idIn, readPurpose } from '../web/purpose.ts';
import { HOME, linkUrl, returnPath } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';
import { showConnectForm } from './connecting.ts';

/**
 * Makes a one-time link to send to a mailbox owner, and redirects to the page that shows it, so that a reload
 * makes no second link. The address names the link by its id; the link itself travels in a sealed cookie.
 */
export async function makeLink(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const purpose = await readPurpose(form, runtime);
  if ('invalid' in purpose) return showConnectForm(incoming, runtime, purpose);
  const { config, keyring, tokens } = runtime;
  const { id, link, expiresAt } = await tokens.makeLink(purpose, session.address);
  const { expectedAddress: mailbox, profile } = purpose;
  const shown = { id, link, expiresAt, mailbox, profile };
  const url = new URL(`${config.baseUrl}${returnPath(form.get('return_to'))}`);
  url.searchParams.set('link', id);
  const sealed = await sealShownLink(keyring, session, shown);
  const attributes = { baseUrl: config.baseUrl, maxAge: SHOWN_LINK_SECONDS };
  return withCookies(redirect(url.href), setCookie('link', sealed, attributes));
}

/** The link that this session just made, if the address names it. */
export async function newLinkOf(
  incoming: Incoming,
  runtime: Runtime,
  session: Session,
): Promise<Flash | null> {
  const id = incoming.query.get('link');
  if (id === null) return null;
  const cookie = readCookie(incoming.cookies, 'link', runtime.config.baseUrl);
  const shown = await openShownLink(runtime.keyring, session, cookie);
  if (shown?.id !== id || shown.expiresAt <= runtime.clock.now()) return null;
  const { link, expiresAt, mailbox, profile } = shown;
  return { kind: 'link_made', url: linkUrl(runtime, link), expiresAt, mailbox, profile };
}

/** The page of the links that wait for their owners. */
export async function showLinks(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const [frame, links] = await Promise.all([
    frameOf(incoming, runtime),
    runtime.tokens.listLinks(),
  ]);
  return page(linksPage(frame, { links, withdrawn: incoming.query.get('notice') === 'withdrawn' }));
}

export async function withdrawLink(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session } = await readAdminForm(incoming, runtime);
  await runtime.tokens.withdrawLink(idIn(incoming), session.address);
  return redirect(`${runtime.config.baseUrl}${HOME}/links?notice=withdrawn`);
}

import { AppError } from '../shared/errors.ts';
import type { Edge } from '../shared/http/edge.ts';
import {
  type Incoming,
  json,
  page,
  type Reply,
  redirect,
  withCookies,
} from '../shared/http/index.ts';
import { linkPage } from '../shared/pages/index.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import { readCookie } from '../shared/sessions/index.ts';
import {
  bindBrowser,
  connectFormPath,
  frameOf,
  linkUrl,
  pageRefusal,
  readOwnForm,
  readPurpose,
  refusePrefetch,
  requireSession,
  showConnectForm,
} from '../shared/setup/index.ts';

export const authorizationUrl: Edge<Runtime> = {
  name: 'authorization-url',
  refuse: pageRefusal,
  routes: { 'GET /': begin, 'GET /:link': showLink, 'POST /:link': openLink },
};

/**
 * Answers a signed-in administrator's program with a one-time link as JSON, for a mailbox owner to open. A
 * browser is redirected to the form that connects a mailbox, because a GET must not begin a trip to Google.
 */
async function begin(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { address } = await requireSession(incoming, runtime);
  const asked = await readPurpose(incoming.query, runtime);
  if ('invalid' in asked) {
    if (!incoming.prefersJson) return showConnectForm(incoming, runtime, asked);
    throw new AppError('body_invalid', { detail: { fields: [asked.invalid ?? ''] } });
  }
  refusePrefetch(incoming);
  if (!incoming.prefersJson) {
    return redirect(`${runtime.config.baseUrl}${connectFormPath(incoming.query)}`);
  }
  const { link, expiresAt } = await runtime.tokens.makeLink(asked, address);
  return json({ authorizationUrl: linkUrl(runtime, link), expiresAt: expiresAt.toISOString() });
}

const linkIn = ({ params }: Incoming): string => params['link'] ?? '';

/** The page of a one-time link. It binds nothing: mail scanners and chat previews fetch links too. */
async function showLink(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const link = linkIn(incoming);
  const browser = readCookie(incoming.cookies, 'browser', runtime.config.baseUrl) ?? null;
  const { purpose, ...offer } = await runtime.tokens.lookAtLink(link, browser);
  const { expectedAddress: mailbox, profile } = purpose;
  const path = `/authorization-url/${link}`;
  return page(linkPage(await frameOf(incoming, runtime), { ...offer, mailbox, profile, path }));
}

/** The button of that page: binds the authorization request to this browser, and redirects it to Google. */
async function openLink(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await readOwnForm(incoming, runtime);
  const browser = await bindBrowser(incoming, runtime);
  const location = await runtime.tokens.openLink(linkIn(incoming), browser.secret);
  return withCookies(redirect(location), browser.cookie);
}

import { AppError } from '../shared/errors.ts';
import type { Edge } from '../shared/http/edge.ts';
import { type Incoming, json, type Reply, redirect, withCookies } from '../shared/http/index.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import {
  bindBrowser,
  linkUrl,
  pageRefusal,
  readPurpose,
  requireSession,
  showConnectForm,
} from '../shared/setup/index.ts';

export const authorizationUrl: Edge<Runtime> = {
  name: 'authorization-url',
  refuse: pageRefusal,
  routes: { 'GET /': begin, 'GET /:link': open },
};

/**
 * Begins an authorization for a signed-in administrator: redirects the browser to Google, or answers
 * with a one-time link as JSON, for a mailbox owner to open.
 */
async function begin(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { address } = await requireSession(incoming, runtime);
  const asked = await readPurpose(incoming.query, runtime);
  if ('invalid' in asked) {
    if (!incoming.prefersJson) return showConnectForm(incoming, runtime, asked);
    throw new AppError('body_invalid', { detail: { fields: [asked.invalid ?? ''] } });
  }
  const { link, expiresAt } = await runtime.tokens.beginAuthorization(asked, address);
  if (!incoming.prefersJson) return toGoogle(incoming, runtime, link);
  return json({ authorizationUrl: linkUrl(runtime, link), expiresAt: expiresAt.toISOString() });
}

/** Opens a one-time link, and binds the authorization request to the browser that opened it. */
function open(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  return toGoogle(incoming, runtime, incoming.params['link'] ?? '');
}

async function toGoogle(incoming: Incoming, runtime: Runtime, link: string): Promise<Reply> {
  const browser = bindBrowser(incoming, runtime);
  const location = await runtime.tokens.openAuthorization(link, browser.secret);
  return withCookies(redirect(location), browser.cookie);
}

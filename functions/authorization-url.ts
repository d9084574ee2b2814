import { AppError } from '../shared/errors.ts';
import {
  type Incoming,
  json,
  page,
  type Reply,
  redirect,
  withCookies,
} from '../shared/http/index.ts';
import { connectPage } from '../shared/pages/index.ts';
import { register } from '../shared/runtime/register.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import {
  bindBrowser,
  frameOf,
  pageRefusal,
  readConnectForm,
  requireSession,
} from '../shared/setup/index.ts';
import type { AuthorizationPurpose } from '../shared/tokens/index.ts';

register({
  name: 'authorization-url',
  refuse: pageRefusal,
  routes: { 'GET /': begin, 'GET /:link': open },
});

/** For a signed-in administrator: `connection` reconnects one, `profile` and `mailbox` connect. */
async function begin(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  requireSession(incoming, runtime);
  const connectionId = incoming.query.get('connection');
  if (connectionId !== null) {
    return beginFor(await reconnectPurpose(connectionId, runtime), incoming, runtime);
  }
  const { view, purpose } = readConnectForm(incoming.query);
  if (purpose) return beginFor(purpose, incoming, runtime);
  if (incoming.prefersJson) {
    throw new AppError('body_invalid', { detail: { fields: [view.invalid ?? ''] } });
  }
  return page(connectPage(frameOf(incoming, runtime), view), 422);
}

/** Goes to Google at once, or answers a one-time link for whoever is to open it. */
async function beginFor(
  purpose: AuthorizationPurpose,
  incoming: Incoming,
  runtime: Runtime,
): Promise<Reply> {
  const { address } = requireSession(incoming, runtime);
  const { link, expiresAt } = await runtime.tokens.beginAuthorization(purpose, address);
  if (!incoming.prefersJson) return toGoogle(incoming, runtime, link);
  const authorizationUrl = `${runtime.config.baseUrl}/authorization-url/${link}`;
  return json({ authorizationUrl, expiresAt: expiresAt.toISOString() });
}

/** Opens a one-time link, in whichever browser it reached. */
function open(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  return toGoogle(incoming, runtime, incoming.params['link'] ?? '');
}

async function toGoogle(incoming: Incoming, runtime: Runtime, link: string): Promise<Reply> {
  const browser = bindBrowser(incoming, runtime);
  const location = await runtime.tokens.openAuthorization(link, browser.secret);
  return withCookies(redirect(location), browser.cookie);
}

async function reconnectPurpose(
  connectionId: string,
  { store }: Runtime,
): Promise<AuthorizationPurpose> {
  const connection = (await store.readConnection(connectionId))?.value;
  if (!connection || connection.status === 'disconnected') throw new AppError('connection_unknown');
  const { profile, mailbox } = connection;
  return { kind: 'connect', profile, connectionId, expectedAddress: mailbox.address };
}

import { z } from 'zod';
import { AppError } from '../shared/errors.ts';
import { type Incoming, json, type Reply, redirect, withCookies } from '../shared/http/index.ts';
import { register } from '../shared/runtime/register.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import { bindBrowser, pageRefusal, requireSession } from '../shared/setup/index.ts';
import {
  type AuthorizationPurpose,
  isScopeProfile,
  type ScopeProfile,
} from '../shared/tokens/index.ts';

const addressSchema = z.union([z.literal(''), z.email()]);

register({
  name: 'authorization-url',
  refuse: pageRefusal,
  routes: {
    'GET /': begin,
    'GET /:link': open,
  },
});

/** Begins an authorization for a signed-in administrator: goes to Google, or answers a link as JSON. */
async function begin(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const session = requireSession(incoming, runtime);
  const purpose = await purposeOf(incoming.query, runtime);
  const { link, expiresAt } = await runtime.tokens.beginAuthorization(purpose, session.address);
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

/** `connection` reconnects one; else `profile` (and `mailbox`, when it must be that one) connect. */
async function purposeOf(
  query: URLSearchParams,
  { store }: Runtime,
): Promise<AuthorizationPurpose> {
  const connectionId = query.get('connection');
  if (connectionId === null) return connectPurpose(query);
  const connection = (await store.readConnection(connectionId))?.value;
  if (!connection || connection.status === 'disconnected') throw new AppError('connection_unknown');
  const { profile, mailbox } = connection;
  return { kind: 'connect', profile, connectionId, expectedAddress: mailbox.address };
}

function connectPurpose(query: URLSearchParams): AuthorizationPurpose {
  const profile: ScopeProfile | string = query.get('profile') ?? 'probe';
  const mailbox = addressSchema.safeParse(query.get('mailbox')?.trim() ?? '');
  const invalid = [
    ...(isScopeProfile(profile) ? [] : ['profile']),
    ...(mailbox.success ? [] : ['mailbox']),
  ];
  if (!isScopeProfile(profile) || !mailbox.success) {
    throw new AppError('body_invalid', { detail: { fields: invalid } });
  }
  return { kind: 'connect', profile, connectionId: null, expectedAddress: mailbox.data || null };
}

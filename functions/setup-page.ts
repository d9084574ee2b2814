import { lookUp } from '../shared/diagnosis/index.ts';
import { AppError } from '../shared/errors.ts';
import {
  asset,
  type Incoming,
  page,
  type Reply,
  redirect,
  withCookies,
} from '../shared/http/index.ts';
import {
  assets,
  type ConnectView,
  connectPage,
  diagnosisPage,
  disconnectPage,
  mailboxListPage,
  type Notice,
} from '../shared/pages/index.ts';
import { probeMailbox } from '../shared/probe/index.ts';
import { register } from '../shared/runtime/register.ts';
import type { Runtime } from '../shared/runtime/runtime.ts';
import { setCookie } from '../shared/sessions/index.ts';
import {
  bindBrowser,
  frameOf,
  mailboxViewOf,
  pageRefusal,
  readAdminForm,
  readConnectForm,
  readOwnForm,
  requireSession,
} from '../shared/setup/index.ts';
import type { Connection } from '../shared/tokens/index.ts';

const PAGE_SIZE = 25;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

register({
  name: 'setup-page',
  refuse: pageRefusal,
  routes: {
    'GET /': showMailboxes,
    'POST /sign-in': signIn,
    'POST /sign-out': signOut,
    'POST /language': chooseLanguage,
    'GET /connect': showConnect,
    'POST /links': makeLink,
    'POST /connections/:id/probe': probe,
    'GET /connections/:id/disconnect': askDisconnect,
    'POST /connections/:id/disconnect': disconnect,
    'GET /diagnosis': showDiagnosis,
    'GET /assets/:name': serveAsset,
  },
});

async function showMailboxes(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  requireSession(incoming, runtime);
  return listWith(incoming, runtime, await noticeOf(incoming.query, runtime));
}

async function listWith(
  incoming: Incoming,
  runtime: Runtime,
  notice: Notice | null,
): Promise<Reply> {
  const after = incoming.query.get('after');
  const { items, ...rest } = await runtime.store.listConnections({ after, limit: PAGE_SIZE });
  const view = { mailboxes: items.map(mailboxViewOf), ...rest, notice };
  return page(mailboxListPage(frameOf(incoming, runtime), view));
}

/** What the address says was just done; the words are drawn from the connection itself. */
async function noticeOf(query: URLSearchParams, { store }: Runtime): Promise<Notice | null> {
  const kind = query.get('notice');
  const found = await store.readConnection(query.get('connection') ?? '');
  if (!found) return null;
  const { address } = found.value.mailbox;
  if (kind === 'connected' || kind === 'disconnected') return { kind, address };
  if (kind !== 'probed') return null;
  const { diagnosis } = mailboxViewOf(found.value);
  return diagnosis ? { kind: 'probe_failed', address, diagnosis } : { kind: 'probed', address };
}

/** Sends the browser to Google to prove who it is; the callback checks that they may come in. */
async function signIn(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await readOwnForm(incoming, runtime);
  const { tokens } = runtime;
  const browser = bindBrowser(incoming, runtime);
  const { link } = await tokens.beginAuthorization({ kind: 'sign_in' }, 'sign-in');
  const location = await tokens.openAuthorization(link, browser.secret);
  return withCookies(redirect(location), browser.cookie);
}

async function signOut(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await readAdminForm(incoming, runtime);
  const { baseUrl } = runtime.config;
  return withCookies(
    redirect(`${baseUrl}/setup-page`),
    setCookie('session', '', { baseUrl, maxAge: 0 }),
  );
}

async function chooseLanguage(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const form = await readOwnForm(incoming, runtime);
  const { baseUrl } = runtime.config;
  const language = form.get('language') === 'ja' ? 'ja' : 'en';
  const cookie = setCookie('language', language, { baseUrl, maxAge: YEAR_SECONDS });
  return withCookies(redirect(ownAddress(form.get('return_to'), baseUrl)), cookie);
}

/** An address of our own pages, whatever a form asks for: no open redirect. */
function ownAddress(path: string | null, baseUrl: string): string {
  const home = `${baseUrl}/setup-page`;
  const url = URL.parse(path ?? '', `${baseUrl}/`);
  if (url?.origin !== new URL(baseUrl).origin) return home;
  return url.pathname.startsWith('/setup-page') ? url.href : home;
}

function showConnect(incoming: Incoming, runtime: Runtime): Reply {
  requireSession(incoming, runtime);
  return connectWith(incoming, runtime, readConnectForm(incoming.query).view);
}

function connectWith(incoming: Incoming, runtime: Runtime, view: ConnectView): Reply {
  return page(connectPage(frameOf(incoming, runtime), view), view.invalid ? 422 : 200);
}

/** Makes a one-time link for a mailbox owner elsewhere. It is shown once, and never in an address. */
async function makeLink(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const { view, purpose } = readConnectForm(form);
  if (!purpose) return connectWith(incoming, runtime, view);
  const { tokens, config } = runtime;
  const { link, expiresAt } = await tokens.beginAuthorization(purpose, session.address);
  const url = `${config.baseUrl}/authorization-url/${link}`;
  return listWith(incoming, runtime, { kind: 'link_made', url, expiresAt });
}

async function probe(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await readAdminForm(incoming, runtime);
  const id = incoming.params['id'] ?? '';
  await probeMailbox(runtime, id, { impatient: true });
  return toNotice(runtime, 'probed', id);
}

async function askDisconnect(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  requireSession(incoming, runtime);
  const connection = await connectionIn(incoming, runtime);
  return page(disconnectPage(frameOf(incoming, runtime), { connection }));
}

async function connectionIn(incoming: Incoming, { store }: Runtime): Promise<Connection> {
  const found = await store.readConnection(incoming.params['id'] ?? '');
  if (!found || found.value.status === 'disconnected') throw new AppError('connection_unknown');
  return found.value;
}

async function disconnect(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await readAdminForm(incoming, runtime);
  const id = incoming.params['id'] ?? '';
  await runtime.tokens.disconnect(id);
  return toNotice(runtime, 'disconnected', id);
}

function toNotice({ config }: Runtime, notice: Notice['kind'], connectionId: string): Reply {
  const query = new URLSearchParams({ notice, connection: connectionId });
  return redirect(`${config.baseUrl}/setup-page?${query}`);
}

/** For whoever is stuck at Google, signed in or not: its errors are shown there and never reach us. */
function showDiagnosis(incoming: Incoming, runtime: Runtime): Reply {
  const words = incoming.query.get('words') ?? '';
  return page(diagnosisPage(frameOf(incoming, runtime), { words, found: lookUp(words) }));
}

function serveAsset({ params }: Incoming): Reply {
  const found = assets.get(params['name'] ?? '');
  if (!found) throw new AppError('not_found');
  return asset(found.contentType, found.body);
}

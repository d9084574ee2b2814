import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AppError, asAppError, errorEntry } from '../shared/errors.ts';
import type { EmulatedGoogle } from './google/index.ts';
import type { EmulatedOrg } from './salesforce/index.ts';

/** The servers behind the one port. */
export type Backends = {
  readonly baseUrl: string;
  /** Each function behind the Functions Framework's own server. */
  readonly functions: ReadonlyMap<string, Server>;
  readonly google: EmulatedGoogle;
  /** Null: Salesforce is real, or an emulated organization that runs elsewhere. */
  readonly org: EmulatedOrg | null;
  /** Confirms that the keys and the store can be read. Errors: those of both. */
  confirmHealth(): Promise<void>;
  /** If false, only the emulated Google's key set is served, to verify the local scheduler's tokens. */
  readonly ownGoogle: boolean;
};

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Routes each request to the function that its path names, like the shared host in the cloud. */
export function createFront(backends: Backends): Handler {
  const base = new URL(backends.baseUrl);
  return (request, response) => {
    const path = pathOf(request).split('?')[0] ?? '/';
    const server = backends.functions.get(path.split('/')[1] ?? '');
    if (!isUnder(base, request)) misdirected(base, request, response);
    else if (server) server.emit('request', request, response);
    else if (path === '/') redirect(response, `${backends.baseUrl}/setup-page`);
    else if (path === '/healthz') void answerHealth(backends, response);
    else if (EMULATORS.test(path)) toEmulator(backends, request, response);
    else refuse(response, new AppError('not_found'));
  };
}

/**
 * What a Host header names, in the form in which URLs are compared: lower case, without the default port of
 * the scheme, which proxies add (RFC 9110 §4.2.3). Null when it is no host.
 */
function requestedHost({ protocol }: URL, request: IncomingMessage): URL | null {
  const host = request.headers.host ?? '';
  return /^[\w.:[\]-]+$/.test(host) ? URL.parse(`${protocol}//${host}`) : null;
}

/** A name may end with the dot of the DNS root (RFC 3986 §3.2.2), which means the same host. */
const withoutDot = (host: string): string => host.replace(/\.(?=:|$)/, '');

/** Does a request name the configured host? A browser gets there without the dot, since it has no cookies with it. */
function isUnder(base: URL, request: IncomingMessage): boolean {
  const host = requestedHost(base, request)?.host ?? '';
  return request.method === 'GET' ? host === base.host : withoutDot(host) === base.host;
}

/**
 * Redirects a browser that uses another name of this machine to the configured one: otherwise it would
 * lose its cookies on the way back from Google. Refuses any other host, against DNS rebinding.
 */
function misdirected(base: URL, request: IncomingMessage, response: ServerResponse): void {
  const requested = requestedHost(base, request);
  const sameMachine = requested && ['localhost', '127.0.0.1', '[::1]'].includes(requested.hostname);
  const sameHost =
    (sameMachine && requested.port === base.port) ||
    withoutDot(requested?.host ?? '') === base.host;
  // Appended, not resolved: a path that begins with two slashes would name another host.
  if (sameHost && request.method === 'GET') redirect(response, base.origin + pathOf(request));
  else refuse(response, new AppError('misdirected'));
}

/** The request target if it is a path, as browsers send it; otherwise `/`. */
const pathOf = ({ url }: IncomingMessage): string => (url?.startsWith('/') ? url : '/');

const EMULATORS = /^\/(google\/|salesforce(\/|$))/;

/** The functions read their bodies themselves; the emulators need the content type, which was taken away for that. */
export function giveBackType(request: IncomingMessage): void {
  const type = request.headersDistinct['content-type']?.[0];
  if (type) request.headers['content-type'] = type;
}

function toEmulator(backends: Backends, request: IncomingMessage, response: ServerResponse): void {
  giveBackType(request);
  const path = pathOf(request).split('?')[0] ?? '/';
  const isServed = backends.ownGoogle || path === '/google/oauth2/v3/certs';
  const emulator = path.startsWith('/google/') ? isServed && backends.google : backends.org;
  if (emulator) emulator.handle(request, response);
  else refuse(response, new AppError('not_found'));
}

/** 200, or 503 with the code of what fails: keys in memory would hide for minutes that they are lost. */
async function answerHealth({ confirmHealth }: Backends, response: ServerResponse): Promise<void> {
  const code = await confirmHealth().then(
    () => null,
    (thrown: unknown) => asAppError(thrown).code,
  );
  if (code === null) send(response, 200, { status: 'ok' });
  else send(response, 503, { status: 'unavailable', code });
}

function refuse(response: ServerResponse, { code }: AppError): void {
  const { status, en: message } = errorEntry(code);
  send(response, status, { error: { code, message, correlationId: randomUUID() } });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(`${JSON.stringify(body)}\n`);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(307, { location, 'cache-control': 'no-store' });
  response.end();
}

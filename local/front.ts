import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AppError, errorEntry } from '../shared/errors.ts';
import type { EmulatedGoogle } from './google/index.ts';

/** The servers behind the one port. */
export type Backends = {
  readonly baseUrl: string;
  /** Each function behind the Functions Framework's own server. */
  readonly functions: ReadonlyMap<string, Server>;
  readonly google: EmulatedGoogle;
  /** Whether the store can be read. */
  healthy(): Promise<boolean>;
  /** If false, only the emulated Google's key set is served, to verify the local scheduler's tokens. */
  readonly ownGoogle: boolean;
};

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Routes each request to the function that its path names, like the shared host in the cloud. */
export function createFront(backends: Backends): Handler {
  const { host } = new URL(backends.baseUrl);
  return (request, response) => {
    const path = pathOf(request).split('?')[0] ?? '/';
    const server = backends.functions.get(path.split('/')[1] ?? '');
    if (request.headers.host !== host) misdirected(backends, request, response);
    else if (server) server.emit('request', request, response);
    else if (path === '/') redirect(response, `${backends.baseUrl}/setup-page`);
    else if (path === '/healthz') void answerHealth(backends, response);
    else if (path.startsWith('/google/')) toGoogle(backends, request, response);
    else refuse(response, new AppError('not_found'));
  };
}

/**
 * Redirects a browser that uses another name of this machine to the configured one: otherwise it would
 * lose its cookies on the way back from Google. Refuses any other host, against DNS rebinding.
 */
function misdirected(
  { baseUrl }: Backends,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const base = new URL(baseUrl);
  const requested = URL.parse(`http://${request.headers.host ?? ''}`);
  const sameMachine = requested && ['localhost', '127.0.0.1', '[::1]'].includes(requested.hostname);
  const mayFollow = sameMachine && requested.port === base.port && request.method === 'GET';
  // Appended, not resolved: a path that begins with two slashes would name another host.
  if (mayFollow) redirect(response, base.origin + pathOf(request));
  else refuse(response, new AppError('misdirected'));
}

/** The request target if it is a path, as browsers send it; otherwise `/`. */
const pathOf = ({ url }: IncomingMessage): string => (url?.startsWith('/') ? url : '/');

function toGoogle(backends: Backends, request: IncomingMessage, response: ServerResponse): void {
  const path = pathOf(request).split('?')[0];
  if (backends.ownGoogle || path === '/google/oauth2/v3/certs') {
    // The functions read their bodies themselves; the emulated Google needs the content type.
    const type = request.headersDistinct['content-type']?.[0];
    if (type) request.headers['content-type'] = type;
    backends.google.handle(request, response);
  } else refuse(response, new AppError('not_found'));
}

async function answerHealth({ healthy }: Backends, response: ServerResponse): Promise<void> {
  const up = await healthy().catch(() => false);
  send(response, up ? 200 : 503, { status: up ? 'ok' : 'unavailable' });
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

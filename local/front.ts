import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { AppError, errorEntry } from '../shared/errors.ts';
import type { EmulatedGoogle } from './google/index.ts';

/** What stands behind the one port. */
export type House = {
  readonly baseUrl: string;
  /** Each function behind the Functions Framework's own server. */
  readonly functions: ReadonlyMap<string, Server>;
  readonly google: EmulatedGoogle;
  /** Is everything up? */
  healthy(): Promise<boolean>;
  /** Else only the keys of the local scheduler are served of the emulated Google. */
  readonly ownGoogle: boolean;
};

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Sends each request to the function its path names, as the shared host does in the cloud. */
export function createFront(house: House): Handler {
  const { host } = new URL(house.baseUrl);
  return (request, response) => {
    const path = pathOf(request).split('?')[0] ?? '/';
    const server = house.functions.get(path.split('/')[1] ?? '');
    if (request.headers.host !== host) misdirected(house, request, response);
    else if (server) server.emit('request', request, response);
    else if (path === '/') redirect(response, `${house.baseUrl}/setup-page`);
    else if (path === '/healthz') void answerHealth(house, response);
    else if (path.startsWith('/google/')) toGoogle(house, request, response);
    else refuse(response, new AppError('not_found'));
  };
}

/**
 * A page opened under another name of this machine would lose its cookies on the way back from
 * Google, so a browser is sent to the right one. Other hosts get nothing: that is DNS rebinding.
 */
function misdirected({ baseUrl }: House, request: IncomingMessage, response: ServerResponse): void {
  const base = new URL(baseUrl);
  const asked = URL.parse(`http://${request.headers.host ?? ''}`);
  const sameMachine = asked && ['localhost', '127.0.0.1', '[::1]'].includes(asked.hostname);
  const mayFollow = sameMachine && asked.port === base.port && request.method === 'GET';
  // Never resolved as a URL: a path of two slashes would name another host.
  if (mayFollow) redirect(response, base.origin + pathOf(request));
  else refuse(response, new AppError('misdirected'));
}

/** The request target when it is a path, as it is of every browser. */
const pathOf = ({ url }: IncomingMessage): string => (url?.startsWith('/') ? url : '/');

function toGoogle(house: House, request: IncomingMessage, response: ServerResponse): void {
  const path = pathOf(request).split('?')[0];
  if (house.ownGoogle || path === '/google/oauth2/v3/certs') {
    // Our functions read their bodies themselves; this server wants to know what it is sent.
    const type = request.headersDistinct['content-type']?.[0];
    if (type) request.headers['content-type'] = type;
    house.google.handle(request, response);
  } else refuse(response, new AppError('not_found'));
}

async function answerHealth({ healthy }: House, response: ServerResponse): Promise<void> {
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

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Stream = { url: string; events: readonly string[]; status: string };
type Caller = 'admin' | 'account without the role' | 'person' | 'lost account';

/** What a test can change of the project. */
export type Project = {
  hasOAuthClient: boolean;
  authorizedDomains: readonly string[];
  isApiEnabled: boolean;
  isRegisteredByFirebase: boolean;
  /** The tokens that are accepted, and whose they are. */
  tokens: Readonly<Record<string, Caller>>;
  stream: Stream | null;
  /** An answer instead of any other. */
  answer: { status: number; body: string } | null;
};

export type RiscService = {
  readonly baseUrl: string;
  readonly project: Project;
  readonly calls: { method: string; path: string; body: unknown }[];
  close(): void;
};

/**
 * Serves the RISC API on loopback, with production's rules and messages ("Error code reference" of
 * developers.google.com/identity/protocols/risc).
 */
export async function startRisc(): Promise<RiscService> {
  const project: Project = {
    hasOAuthClient: true,
    authorizedDomains: ['mail.example.com'],
    isApiEnabled: true,
    isRegisteredByFirebase: false,
    tokens: { 'ya29.admin': 'admin' },
    stream: null,
    answer: null,
  };
  const calls: RiscService['calls'] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '' } = request;
    const call = { method, path, body: await bodyOf(request) };
    calls.push(call);
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const [status, body] = answerTo(project, call, token);
    response.writeHead(project.answer?.status ?? status, { 'content-type': 'application/json' });
    response.end(project.answer?.body ?? JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { baseUrl: `http://127.0.0.1:${port}`, project, calls, close };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request) text += part;
  return text === '' ? null : JSON.parse(text);
}

type Answer = readonly [status: number, body: object];

const refuse = (code: number, message: string): Answer => [code, { error: { code, message } }];

const REFUSED_CALLERS: Readonly<Record<Exclude<Caller, 'admin'>, string>> = {
  person: 'Stream management APIs should only be called by a service account.',
  'lost account': 'Project could not be found.',
  'account without the role': 'Service account needs permission to access your RISC configuration',
};

/** Checks the caller, then the project, then the request. */
function answerTo(
  project: Project,
  { method, path, body }: RiscService['calls'][number],
  token = '',
): Answer {
  const caller = project.tokens[token];
  if (caller === undefined) return refuse(401, 'Unauthorized.');
  if (!project.isApiEnabled) {
    return refuse(403, 'RISC API has not been used in project 1 before or it is disabled.');
  }
  if (caller !== 'admin') return refuse(403, REFUSED_CALLERS[caller]);
  if (!project.hasOAuthClient) {
    const words = 'To use this API your project must have at least one OAuth client configured.';
    return refuse(403, words);
  }
  return ROUTES[`${method} ${path}`]?.(project, body) ?? refuse(404, 'Not found.');
}

const ROUTES: Readonly<Record<string, (project: Project, body: unknown) => Answer>> = {
  'POST /v1beta/stream:update': updateStream,
  'POST /v1beta/stream/status:update': updateStatus,
  'GET /v1beta/stream': ({ stream }) =>
    stream ? [200, messageOf(stream)] : refuse(404, 'Project has no RISC configuration.'),
  'POST /v1beta/stream:verify': ({ stream }) =>
    stream ? [200, {}] : refuse(404, 'Project has no RISC configuration.'),
};

function updateStream(project: Project, body: unknown): Answer {
  const { delivery, events_requested: events } = Object(body);
  if (!Array.isArray(events)) {
    return refuse(400, 'Stream configuration must contain events_requested field.');
  }
  if (project.isRegisteredByFirebase) {
    const words = 'does not have spec-compliant delivery method for RISC.';
    return refuse(403, `Existing stream configuration ${words}`);
  }
  const url = URL.parse(String(delivery?.url));
  if (url?.protocol !== 'https:') return refuse(403, 'The delivery endpoint must be an HTTPS URL.');
  const isOwn = project.authorizedDomains.some(
    (domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`),
  );
  if (!isOwn) {
    return refuse(403, "The delivery endpoint does not belong to any of your project's domains.");
  }
  // Registering again does not enable a stream that was disabled.
  project.stream = { url: url.href, events, status: project.stream?.status ?? 'enabled' };
  return [200, messageOf(project.stream)];
}

function updateStatus({ stream }: Project, body: unknown): Answer {
  const { status } = Object(body);
  if (status !== 'enabled' && status !== 'disabled') return refuse(403, 'Invalid status.');
  if (!stream) {
    return refuse(404, 'Project has no existing RISC configuration, cannot update status.');
  }
  stream.status = status;
  return [200, { status }];
}

const messageOf = ({ url, events, status }: Stream): object => ({
  iss: 'https://accounts.google.com/',
  delivery: {
    delivery_method: 'https://schemas.openid.net/secevent/risc/delivery-method/push',
    url,
  },
  events_requested: events,
  status,
});

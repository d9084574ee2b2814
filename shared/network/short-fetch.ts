import http, {
  type Agent,
  type AgentOptions,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import https from 'node:https';
import { pipeline, type Readable, Transform } from 'node:stream';
import { systemCodeOf } from '../errors.ts';
import { NetworkFailure, networkFailure } from './network-failure.ts';

/** Many times the size of the answers of Google's OAuth endpoints. An endless answer must not fill our memory. */
const MAX_BYTES = 256 * 1024;

/** How one kind of call is made. */
type CallOptions = {
  /** The largest body of an answer. */
  readonly maxBytes?: number;
  /** `fresh` opens a connection for each call. `pooled`, the default, may send a call twice: see `sendPooled`. */
  readonly connection?: 'pooled' | 'fresh';
};

/**
 * As much of `fetch` as the APIs of Google and Salesforce need: a form or a JSON text goes out, a limited JSON text
 * comes back. Calls go through it so that each has the same limits: the size of the answer, the time of the whole
 * exchange, and no redirect, since only the host that is named may see what is sent. It is also faster: a whole
 * `fetch` costs more than all the rest of a refresh.
 *
 * @param timeoutMs for the whole exchange, to the last byte of the answer. The timer is cleared after the
 *   answer; the abort signal of the library's own `timeout` would stay in memory until its time is up.
 */
export function createShortFetch(timeoutMs: number, callOptions: CallOptions = {}) {
  const { maxBytes = MAX_BYTES, connection = 'pooled' } = callOptions;
  const sendCall = connection === 'fresh' ? sendFresh : sendPooled;
  return async (input: string | URL | Request, options: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const receive: Receive<ShortAnswer> = (answer) => receiveText(answer, url, maxBytes);
    const { status, headers, text } = await sendCall(url, options, { timeoutMs, receive });
    return new Response(text || null, { status, headers });
  };
}

/**
 * The same for an answer that may be too long for memory: `receive` reads the body as it comes, and how much of it
 * is kept is its own concern. What it throws ends the call and reaches the caller as it is. It is for calls that
 * may be repeated.
 *
 * @param timeoutMs for the whole exchange, to the last byte of the answer
 */
export function createStreamedFetch<Received>(
  timeoutMs: number,
  receive: (answer: StreamedAnswer) => Promise<Received>,
) {
  return (input: string, options: RequestInit = {}): Promise<Received> => {
    const url = new URL(input);
    return sendPooled(url, options, {
      timeoutMs,
      receive: (answer) =>
        receive({
          status: answer.statusCode ?? 0,
          headers: new Headers(kept(answer.headers)),
          body: partsOf(answer, url),
        }),
    });
  };
}

/** A body that is sent as it is read. */
export type StreamedBody = {
  readonly type: string;
  readonly bytes: number;
  open(): Readable;
};

/**
 * The same for a body that may be too long for memory: it is sent piece by piece, over a connection of its own.
 *
 * @param bounds `timeoutMs` for the whole exchange, and the largest body of an answer
 * @throws NetworkFailure `BODY_LENGTH`: the content is shorter or longer than was said
 */
export async function uploadOnce(
  input: string,
  { body, ...options }: Omit<RequestInit, 'body'> & { readonly body: StreamedBody },
  { timeoutMs, maxBytes }: { readonly timeoutMs: number; readonly maxBytes: number },
): Promise<Response> {
  const url = new URL(input);
  const own = { 'content-type': body.type, 'content-length': String(body.bytes) };
  const { status, headers, text } = await send(
    url,
    { ...options, headers: { ...Object.fromEntries(new Headers(options.headers)), ...own } },
    {
      timeoutMs,
      agent: freshAgentFor(url),
      receive: (answer) => receiveText(answer, url, maxBytes),
      write: (request) => sendContent(body, request),
    },
  );
  return new Response(text || null, { status, headers });
}

/** A failure of the content ends the request with it, and the end of the request ends the content. */
function sendContent({ bytes, open }: StreamedBody, request: ClientRequest): void {
  const content = open();
  const checked = pipeline(content, exactly(bytes), (thrown) => {
    if (thrown) request.destroy(thrown);
  });
  checked.pipe(request.once('close', () => content.destroy()));
}

/** Otherwise the server would wait for the rest, or take a part for the whole. */
function exactly(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      done(seen > bytes ? new NetworkFailure('BODY_LENGTH') : null, chunk);
    },
    flush(done) {
      done(seen === bytes ? null : new NetworkFailure('BODY_LENGTH'));
    },
  });
}

/** An answer whose body was not read yet. */
export type StreamedAnswer = {
  readonly status: number;
  readonly headers: Headers;
  /** Fails with a NetworkFailure. */
  readonly body: AsyncIterable<Buffer>;
};

async function* partsOf(answer: IncomingMessage, url: URL): AsyncGenerator<Buffer> {
  try {
    for await (const part of answer) yield part;
  } catch (thrown) {
    throw networkFailure(thrown as Error, url, false);
  }
}

type ShortAnswer = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
};

type Receive<Received> = (answer: IncomingMessage) => Promise<Received>;

type Bounds<Received> = { readonly receive: Receive<Received>; readonly timeoutMs: number };

/** One try: over which connection (Node's pool when left out), and what writes the body (else that of the options). */
type Try<Received> = Bounds<Received> & {
  readonly agent?: Agent;
  readonly write?: (request: ClientRequest) => void;
};

/** The server had closed a connection of the pool before it received the request. */
class StaleConnection extends NetworkFailure {}

/**
 * Sends over Node's default agents, which keep connections open. A server may close such a connection at the
 * moment in which it is used again, so that the call is reset before any byte of an answer: then it is sent
 * once more, over a fresh connection, since the others of the pool may be as old. This is for calls that may
 * be repeated: reads, a revocation, and a refresh, which ends no earlier token at Google.
 */
async function sendPooled<Received>(
  url: URL,
  options: RequestInit,
  bounds: Bounds<Received>,
): Promise<Received> {
  const startedAt = performance.now();
  try {
    return await send(url, options, bounds);
  } catch (thrown) {
    if (!(thrown instanceof StaleConnection)) throw thrown;
    const timeoutMs = Math.max(1, bounds.timeoutMs - (performance.now() - startedAt));
    return sendFresh(url, options, { ...bounds, timeoutMs });
  }
}

const sendFresh = <Received>(
  url: URL,
  options: RequestInit,
  bounds: Bounds<Received>,
): Promise<Received> => send(url, options, { ...bounds, agent: freshAgentFor(url) });

/** Node's default agents know the proxy of this process, if there is one: see `runtime/through-proxy.ts`. */
export function proxyFor({ protocol }: URL): AgentOptions['proxyEnv'] {
  const agent = protocol === 'https:' ? https.globalAgent : http.globalAgent;
  // Node's types leave out that an agent keeps its options.
  return (agent as Agent & { readonly options: AgentOptions }).options.proxyEnv;
}

/** An agent without a pool, which goes through the proxy of this process where the others do. */
export function freshAgentFor(url: URL): Agent {
  const options = { keepAlive: false, proxyEnv: proxyFor(url) };
  return url.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options);
}

function send<Received>(
  url: URL,
  { method = 'GET', headers, body }: RequestInit,
  { timeoutMs, receive, agent, write }: Try<Received>,
): Promise<Received> {
  const text = body === undefined || body === null ? null : String(body);
  const options = { method, agent, headers: headersFor(headers, text) };
  const isProxied = proxyFor(url) !== undefined;
  const startRequest = url.protocol === 'https:' ? https.request : http.request;
  return new Promise<Received>((resolve, reject) => {
    let isAnswered = false;
    const request = startRequest(url, options, (answer) => {
      isAnswered = true;
      receive(answer).then(resolve, (thrown) => {
        reject(thrown);
        answer.destroy();
      });
    });
    const timer = setTimeout(() => request.destroy(timeoutOf(request)), timeoutMs);
    request
      .on('error', (thrown) => {
        const failure = isTlsRefused(request.socket, thrown)
          ? new NetworkFailure('TLS_RESET')
          : networkFailure(thrown, url, isProxied);
        const isStale = request.reusedSocket && !isAnswered && RESETS.has(failure.code);
        reject(isStale ? new StaleConnection(failure.code) : failure);
      })
      .once('close', () => clearTimeout(timer));
    if (write) write(request);
    else request.end(text);
  });
}

const RESETS: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE']);

/** Did the connection end before TLS was established, as a firewall ends one that it does not allow? */
export const isTlsRefused = (socket: object | null, thrown: Error): boolean =>
  systemCodeOf(thrown) === 'ECONNRESET' && Reflect.get(socket ?? {}, 'secureConnecting') === true;

/** Without a connection the network is at fault; with one the server is slow. */
const timeoutOf = ({ socket }: ClientRequest): NetworkFailure =>
  new NetworkFailure(socket && !socket.connecting ? 'ANSWER_TIMEOUT' : 'ETIMEDOUT', 'timeout');

function headersFor(given: RequestInit['headers'], text: string | null): Record<string, string> {
  const headers = new Headers(given);
  // A compressed answer would have to be limited twice, before and after it is unpacked.
  headers.set('accept-encoding', 'identity');
  if (text !== null) {
    if (!headers.has('content-type')) {
      headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
    }
    headers.set('content-length', String(Buffer.byteLength(text)));
  }
  return Object.fromEntries(headers);
}

/** Reads the answer by events, which cost a fraction of async iteration. */
function receiveText(answer: IncomingMessage, url: URL, maxBytes: number): Promise<ShortAnswer> {
  const { statusCode: status = 0, headers } = answer;
  const parts: Buffer[] = [];
  let size = 0;
  return new Promise<ShortAnswer>((resolve, reject) => {
    answer
      .on('data', (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size > maxBytes) answer.destroy(new NetworkFailure('ANSWER_TOO_LONG', 'too long'));
      })
      .on('end', () =>
        resolve({ status, headers: kept(headers), text: Buffer.concat(parts).toString('utf8') }),
      )
      // A connection that ends within an answer is reported here.
      .on('error', (thrown) => reject(networkFailure(thrown, url, false)));
  });
}

/** The headers that Google's libraries, our reports, the checks of the clock and the client, and the budget of an org read. */
const kept = (headers: IncomingMessage['headers']): Record<string, string> => ({
  ...(headers['content-type'] && { 'content-type': headers['content-type'] }),
  ...(headers['retry-after'] && { 'retry-after': headers['retry-after'] }),
  ...(headers.date && { date: headers.date }),
  ...(headers.location && { location: headers.location }),
  ...(headers['sforce-limit-info'] && {
    'sforce-limit-info': String(headers['sforce-limit-info']),
  }),
});

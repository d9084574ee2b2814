import http, {
  type Agent,
  type AgentOptions,
  type ClientRequest,
  type IncomingMessage,
} from 'node:http';
import https from 'node:https';
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
 * As much of `fetch` as Google's APIs need: a form or a JSON text goes out, a limited JSON text comes back.
 * Every call of Google goes through it, so that each has the same limits: the size of the answer, the time of
 * the whole exchange, and no redirect, since only Google may see what is sent. It is also faster: a whole
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
    const { status, headers, text } = await sendCall(url, options, { timeoutMs, maxBytes });
    return new Response(text || null, { status, headers });
  };
}

type ShortAnswer = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
};

type Bounds = { readonly maxBytes: number; readonly timeoutMs: number };

/** The server had closed a connection of the pool before it received the request. */
class StaleConnection extends NetworkFailure {}

/**
 * Sends over Node's default agents, which keep connections open. A server may close such a connection at the
 * moment in which it is used again, so that the call is reset before any byte of an answer: then it is sent
 * once more, over a fresh connection, since the others of the pool may be as old. This is for calls that may
 * be repeated: reads, a revocation, and a refresh, which ends no earlier token at Google.
 */
async function sendPooled(url: URL, options: RequestInit, bounds: Bounds): Promise<ShortAnswer> {
  const startedAt = performance.now();
  try {
    return await send(url, options, bounds);
  } catch (thrown) {
    if (!(thrown instanceof StaleConnection)) throw thrown;
    const timeoutMs = Math.max(1, bounds.timeoutMs - (performance.now() - startedAt));
    return sendFresh(url, options, { ...bounds, timeoutMs });
  }
}

const sendFresh = (url: URL, options: RequestInit, bounds: Bounds): Promise<ShortAnswer> =>
  send(url, options, { ...bounds, agent: freshAgentFor(url) });

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

function send(
  url: URL,
  { method = 'GET', headers, body }: RequestInit,
  { timeoutMs, maxBytes, agent }: Bounds & { readonly agent?: Agent },
): Promise<ShortAnswer> {
  const text = body === undefined || body === null ? null : String(body);
  const options = { method, agent, headers: headersFor(headers, text) };
  const isProxied = proxyFor(url) !== undefined;
  const startRequest = url.protocol === 'https:' ? https.request : http.request;
  return new Promise<ShortAnswer>((resolve, reject) => {
    let isAnswered = false;
    const request = startRequest(url, options, (answer) => {
      isAnswered = true;
      receive(answer, url, maxBytes).then(resolve, reject);
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
      .once('close', () => clearTimeout(timer))
      .end(text);
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
function receive(answer: IncomingMessage, url: URL, maxBytes: number): Promise<ShortAnswer> {
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

/** The headers that Google's libraries, our reports and the check of the clock read. */
const kept = (headers: IncomingMessage['headers']): Record<string, string> => ({
  ...(headers['content-type'] && { 'content-type': headers['content-type'] }),
  ...(headers['retry-after'] && { 'retry-after': headers['retry-after'] }),
  ...(headers.date && { date: headers.date }),
});

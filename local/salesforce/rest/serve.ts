import { setTimeout } from 'node:timers/promises';
import { callAction, listActions } from '../apex/actions.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, headerOf, jsonBody } from '../http/exchange.ts';
import { token } from '../login/token-endpoint.ts';
import type { Org } from '../org.ts';
import { answerQuery } from '../query/run.ts';
import { answerSearch } from '../query/search.ts';
import { isUsedUp, limitInfo, limits } from './budget.ts';
import { answerComposite } from './composite.ts';
import { describe } from './describe.ts';
import { readFile, uploadFile } from './files.ts';
import { callsOf, isOn, networkFault } from './network-faults.ts';
import { Refusal } from './refusal.ts';

/** How an answer leaves: whole, cut in half, or not at all. */
export type Served = { readonly answer: Answer; readonly delivery: 'whole' | 'half' | 'none' };

/** Serves a request of Salesforce's own API: the login, and the REST API below `/services/data`. */
export async function serveApi(org: Org, exchange: Exchange): Promise<Served> {
  const calls = callsOf(exchange);
  const slow = isOn(org, 'slow', calls);
  if (slow) await setTimeout(Number(slow['ms']));
  if (isOn(org, 'dropped', calls)) return { answer: json(500, []), delivery: 'none' };
  const answer = networkFault(org, calls) ?? answerApi(org, exchange);
  if (isOn(org, 'answer_lost', calls)) return { answer, delivery: 'none' };
  return { answer, delivery: isOn(org, 'answer_cut', calls) ? 'half' : 'whole' };
}

function answerApi(org: Org, exchange: Exchange): Answer {
  try {
    if (exchange.path === '/services/oauth2/token') {
      if (exchange.method !== 'POST') throw wrongMethod(exchange);
      return token(org, exchange);
    }
    if (/^\/services\/data\/?$/.test(exchange.path)) return json(200, VERSIONS);
    return answerData(org, exchange);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return withLimit(org, json(thrown.status, thrown.body));
  }
}

/** The API versions from Spring '25 on, of which each has all that is served here. */
const VERSIONS = ['63.0', '64.0', '65.0', '66.0', '67.0'].map((version, index) => ({
  label: ["Spring '25", "Summer '25", "Winter '26", "Spring '26", "Summer '26"][index],
  url: `/services/data/v${version}`,
  version,
}));

function answerData(org: Org, exchange: Exchange): Answer {
  const [, version = '', path = ''] =
    /^\/services\/data\/v([\d.]+)\/(.+)$/.exec(exchange.path) ?? [];
  admit(org, exchange);
  const route = VERSIONS.some((one) => one.version === version)
    ? ROUTES.filter(({ pattern }) => pattern.test(path))
    : [];
  if (route.length === 0) throw new Refusal('NOT_FOUND', 'The requested resource does not exist');
  const found = route.find(({ method }) => method === exchange.method);
  if (!found) throw wrongMethod(exchange);
  const name = path.split('/').slice(found.nameAt)[0] ?? '';
  const value = found.answer(org, { exchange, version, name });
  return withLimit(org, Buffer.isBuffer(value) ? fileAnswer(value) : json(found.status, value));
}

const fileAnswer = (body: Buffer): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
  body,
});

function wrongMethod({ method }: Exchange): Refusal {
  return new Refusal('METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed.`);
}

const withLimit = (org: Org, answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, 'sforce-limit-info': limitInfo(org) },
});

/** @throws Refusal when the session or the org's limits do not let the request in */
function admit(org: Org, exchange: Exchange): void {
  const token = /^Bearer (\S+)$/i.exec(headerOf(exchange, 'authorization'))?.[1] ?? '';
  const isHere = headerOf(exchange, 'host') === new URL(org.baseUrl).host;
  if (!isHere || !org.sessions.isLive(token) || org.faults.take('token_refused')) {
    throw new Refusal('INVALID_SESSION_ID', 'Session expired or invalid');
  }
  if (org.faults.take('api_disabled')) {
    throw new Refusal(
      'API_DISABLED_FOR_ORG',
      'API is not enabled for this Organization or Partner',
    );
  }
  if (isUsedUp(org)) throw new Refusal('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  if (org.faults.take('concurrent_limit')) {
    throw new Refusal(
      'REQUEST_LIMIT_EXCEEDED',
      'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
    );
  }
  org.settings.countRequest();
  if ((exchange.request.url ?? '').length > MAX_URL) {
    throw new Refusal('URI_TOO_LONG', 'The URI is longer than 16,384 bytes');
  }
}

const MAX_URL = 16_384;

type Call = { readonly exchange: Exchange; readonly version: string; readonly name: string };

type DataRoute = {
  readonly method: string;
  readonly pattern: RegExp;
  readonly status: number;
  /** Which segment of the path names an object or a class. */
  readonly nameAt: number;
  readonly answer: (org: Org, call: Call) => unknown;
};

const on = (
  [method, pattern, status]: readonly [string, RegExp, number],
  answer: DataRoute['answer'],
  nameAt = 0,
): DataRoute => ({ method, pattern, status, nameAt, answer });

const query =
  (withDeleted: boolean): DataRoute['answer'] =>
  (org, { exchange, version }) =>
    answerQuery(org, exchange.query.get('q') ?? '', { version, withDeleted });

/** The JSON of a request. @throws Refusal when it is none */
function bodyOf({ exchange }: Call): unknown {
  if (!/^application\/json\b/i.test(headerOf(exchange, 'content-type'))) {
    throw new Refusal('UNSUPPORTED_MEDIA_TYPE', 'The content type must be application/json');
  }
  const body = jsonBody(exchange);
  if (body === undefined) throw new Refusal('JSON_PARSER_ERROR', 'The body is no JSON');
  return body;
}

const ROUTES: readonly DataRoute[] = [
  on(['GET', /^limits\/?$/, 200], (org) => limits(org)),
  on(
    ['GET', /^sobjects\/\w+\/describe\/?$/, 200],
    (org, { name, version }) => describe(org, name, version),
    1,
  ),
  on(['GET', /^query\/?$/, 200], query(false)),
  on(['GET', /^queryAll\/?$/, 200], query(true)),
  on(['POST', /^parameterizedSearch\/?$/, 200], (org, call) =>
    answerSearch(org, bodyOf(call), call.version),
  ),
  on(['POST', /^composite\/?$/, 200], (org, call) =>
    answerComposite(org, bodyOf(call), call.version),
  ),
  on(['POST', /^sobjects\/ContentVersion\/?$/, 201], (org, { exchange }) =>
    uploadFile(org, exchange),
  ),
  on(
    ['GET', /^sobjects\/ContentVersion\/\w+\/VersionData$/, 200],
    (org, { name }) => readFile(org, name),
    2,
  ),
  on(['GET', /^actions\/custom\/apex\/?$/, 200], (org, { version }) => listActions(org, version)),
  on(
    ['POST', /^actions\/custom\/apex\/\w+\/?$/, 200],
    (org, call) => callAction(org, call.name, bodyOf(call)),
    3,
  ),
];

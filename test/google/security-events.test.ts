import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import {
  createSecurityEventVerifier,
  googleEndpoints,
  type SecurityEventToken,
} from '../../shared/google/index.ts';
import {
  CLIENT,
  errorOf,
  type Json,
  LABELS,
  OTHER_CLIENT,
  SUPPORT,
  startGoogle,
  type TestGoogle,
} from './emulated-google.ts';

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/';
const OAUTH = 'https://schemas.openid.net/secevent/oauth/event-type/';
const PUSH = 'https://schemas.openid.net/secevent/risc/delivery-method/push';
const ALL = [
  ...['sessions-revoked', 'account-disabled', 'account-enabled'].map((name) => RISC + name),
  ...['account-credential-change-required', 'verification'].map((name) => RISC + name),
  ...['token-revoked', 'tokens-revoked'].map((name) => OAUTH + name),
];

/** The digest by which Google names a refresh token. */
function hashOf(refreshToken: unknown): string {
  const sha512 = (data: string | Buffer) => createHash('sha512').update(data).digest();
  return sha512(sha512(String(refreshToken))).toString('base64');
}

const ended = new Set<() => void>();
afterEach(() => {
  for (const end of ended) end();
  ended.clear();
});

type Received = { contentType: string | undefined; body: string };

/** A receiver that answers with the given statuses, then with 202. */
async function startReceiver(...statuses: number[]) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    received.push({ contentType: request.headers['content-type'], body });
    response.writeHead(statuses[received.length - 1] ?? 202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ended.add(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/security-events`, received };
}

function risc({ baseUrl }: TestGoogle) {
  return async (path: string, body?: unknown, authorization = 'Bearer anything') => {
    const response = await fetch(`${baseUrl}/v1beta/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: authorization ? { authorization } : {},
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
}

const streamTo = (url: string, events = ALL) => ({
  delivery: { delivery_method: PUSH, url },
  events_requested: events,
});

async function startStream(...statuses: number[]) {
  const google = await startGoogle();
  const { url, received } = await startReceiver(...statuses);
  const call = risc(google);
  await call('stream:update', streamTo(url));
  const { jwks } = googleEndpoints(google.baseUrl);
  const verify = createSecurityEventVerifier(CLIENT.clientId, jwks);
  /** The received security events, each verified as the product does. */
  const receivedTokens = async (): Promise<SecurityEventToken[]> =>
    Promise.all(received.map(({ body }) => verify(body, new Date())));
  const send = async (event: Json) => {
    const init = { method: 'POST', body: JSON.stringify(event) };
    const response = await fetch(`${google.baseUrl}/emulator/security-events`, init);
    return { status: response.status, body: (await response.json()) as Json };
  };
  return { ...google, received, call, receivedTokens, send };
}

const eventsIn = (tokens: SecurityEventToken[]) => tokens.flatMap(({ events }) => events);

test('the configuration names an issuer with a slash, and the keys of the id_tokens', async () => {
  const { baseUrl } = await startGoogle();
  const response = await fetch(`${baseUrl}/.well-known/risc-configuration`);
  expect(await response.json()).toEqual({
    issuer: 'https://accounts.google.com/',
    jwks_uri: `${baseUrl}/oauth2/v3/certs`,
    delivery_methods_supported: [PUSH],
  });
});

test('a stream is registered, read, paused and kept', async () => {
  const google = await startGoogle();
  const call = risc(google);
  expect((await call('stream')).status).toBe(404);
  expect((await call('stream/status:update', { status: 'disabled' })).status).toBe(404);
  expect((await call('stream:verify', { state: 'x' })).status).toBe(404);
  const stream = streamTo('https://receiver.example/security-events', ALL.slice(0, 2));
  expect((await call('stream:update', stream)).status).toBe(200);
  await call('stream/status:update', { status: 'disabled' });
  expect((await call('stream')).body).toMatchObject({
    ...stream,
    iss: 'https://accounts.google.com/',
    aud: [CLIENT.clientId, OTHER_CLIENT.clientId],
    status: 'disabled',
  });
});

test.each<[what: string, path: string, body: unknown, status: number, message: string]>([
  ['no delivery', 'stream:update', { events_requested: ALL }, 400, 'must contain delivery field'],
  [
    'no events',
    'stream:update',
    { delivery: streamTo('https://x.example/').delivery },
    400,
    'must contain events_requested field',
  ],
  [
    'a receiver without TLS',
    'stream:update',
    streamTo('http://receiver.example/'),
    403,
    'must be an HTTPS URL',
  ],
  ['an unknown status', 'stream/status:update', { status: 'tired' }, 403, 'Invalid status.'],
])('%s is refused', async (_what, path, body, status, message) => {
  const call = risc(await startGoogle());
  const answer = await call(path, body);
  expect(answer.status).toBe(status);
  expect(answer.body['error']).toMatchObject({ message: expect.stringContaining(message) });
});

test.each(['stream', 'stream:update', 'stream:verify', 'stream/status:update'])(
  '%s needs a bearer token',
  async (path) => {
    const call = risc(await startGoogle());
    const body = path === 'stream' ? undefined : {};
    expect((await call(path, body, '')).status).toBe(401);
  },
);

test('a verification arrives as RFC 8935 says, signed by Google', async () => {
  const { call, received, receivedTokens } = await startStream();
  expect((await call('stream:verify', { state: 'here I am' })).status).toBe(200);
  expect(received[0]?.contentType).toBe('application/secevent+jwt');
  const [header = ''] = received[0]?.body.split('.') ?? [];
  const { typ, alg } = JSON.parse(Buffer.from(header, 'base64url').toString());
  expect([typ, alg]).toEqual(['secevent+jwt', 'RS256']);
  expect(eventsIn(await receivedTokens())).toMatchObject([
    { kind: 'verification', state: 'here I am' },
  ]);
});

test('revoked access is reported by the hash of each token that it ended', async () => {
  const { receivedTokens, act, ...google } = await startStream();
  const tokens = [await google.connect(), await google.connect()];
  await google.connect({ account: 'sales@example.com' });
  await act(SUPPORT, 'revoke');
  const values = eventsIn(await receivedTokens()).map(({ kind, token }) => [
    kind,
    token?.alg,
    token?.value,
  ]);
  const expected = tokens.map(({ refresh_token }) => [
    ...['token_revoked', 'hash'],
    hashOf(refresh_token),
  ]);
  expect(values.toSorted()).toEqual(expected.toSorted());
});

test('a changed password ends sessions, and the tokens for Gmail', async () => {
  const { receivedTokens, act, ...google } = await startStream();
  await google.connect({ changes: { scope: 'openid email' } });
  const { refresh_token, id_token } = await google.connect();
  await act(SUPPORT, 'password-changed');
  const payload = String(id_token).split('.')[1] ?? '';
  const { sub } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const events = eventsIn(await receivedTokens()).toSorted((a, b) => a.kind.localeCompare(b.kind));
  expect(events).toMatchObject([
    { kind: 'sessions_revoked', subject: sub },
    { kind: 'token_revoked', token: { value: hashOf(refresh_token) } },
  ]);
});

test('reports that an account is disabled and enabled again', async () => {
  const { receivedTokens, act, ...google } = await startStream();
  const { refresh_token, access_token } = await google.connect();
  await act(SUPPORT, 'disable');
  expect(errorOf(await google.refresh(refresh_token))).toContain('invalid_grant');
  expect((await google.gmail(access_token)).status).toBe(401);
  await act(SUPPORT, 'enable');
  expect((await google.refresh(refresh_token)).status).toBe(200);
  const kinds = eventsIn(await receivedTokens()).map(({ kind }) => kind);
  expect(kinds).toEqual(['account_disabled', 'account_enabled']);
});

test('a client that knows neither address nor profile gets no event', async () => {
  const { received, act, ...google } = await startStream();
  await google.connect({ changes: { scope: `openid ${LABELS}` } });
  await act(SUPPORT, 'disable');
  expect(received).toEqual([]);
});

test('another client gets the events of its own grants', async () => {
  const { received, act, google } = await startStream();
  google.seedAccounts({ addresses: [SUPPORT], clientId: OTHER_CLIENT.clientId });
  await act(SUPPORT, 'revoke');
  const payload = received[0]?.body.split('.')[1] ?? '';
  const { aud } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  expect(aud).toBe(OTHER_CLIENT.clientId);
});

test('any event can be sent on demand, and again under the same id', async () => {
  const { receivedTokens, send, ...google } = await startStream();
  const { refresh_token } = await google.connect();
  const account = SUPPORT;
  await send({ event: 'account-disabled', account, reason: 'hijacking', jti: 'twice' });
  await send({ event: 'account-disabled', account, reason: 'hijacking', jti: 'twice' });
  await send({ event: 'token-revoked', account, by: 'prefix' });
  const answer = await send({ event: 'tokens-revoked', account });
  expect(answer).toMatchObject({ status: 200, body: { attempts: 1, status: 202 } });
  const tokens = await receivedTokens();
  expect(tokens.map(({ jti }) => jti).slice(0, 2)).toEqual(['twice', 'twice']);
  const [first, , third, fourth] = eventsIn(tokens);
  expect(first).toMatchObject({ kind: 'account_disabled', reason: 'hijacking' });
  expect(third?.token).toEqual({ alg: 'prefix', value: String(refresh_token).slice(0, 16) });
  expect(fourth?.kind).toBe('tokens_revoked');
});

test('a delivery is tried three times, and a refusal is final', async () => {
  const { send, received } = await startStream(500, 503, 202, 400, 503, 503, 503);
  const event = { event: 'verification', state: 'x' };
  expect((await send(event)).body).toMatchObject({ attempts: 3, status: 202 });
  expect((await send(event)).body).toMatchObject({ attempts: 1, status: 400 });
  expect((await send(event)).body).toMatchObject({ attempts: 3, status: 503 });
  expect(new Set(received.slice(0, 3).map(({ body }) => body)).size).toBe(1);
});

test('an unreachable receiver does not stop an action', async () => {
  const { call, act, send, ...google } = await startStream();
  await call('stream:update', streamTo('http://127.0.0.1:1/security-events'));
  const { refresh_token } = await google.connect();
  expect((await act(SUPPORT, 'revoke')).status).toBe(200);
  expect((await google.refresh(refresh_token)).status).toBe(400);
  const event = { event: 'verification', state: 'x' };
  expect((await send(event)).body).toMatchObject({ attempts: 3, status: null });
});

test('events that were not requested, or come while the stream is paused, are not sent', async () => {
  const { call, send, received } = await startStream();
  await call('stream/status:update', { status: 'disabled' });
  expect((await send({ event: 'verification' })).status).toBe(409);
  await call('stream/status:update', { status: 'enabled' });
  const { delivery } = (await call('stream')).body as ReturnType<typeof streamTo>;
  await call('stream:update', { delivery, events_requested: [`${RISC}account-enabled`] });
  expect((await send({ event: 'verification' })).status).toBe(409);
  expect(received).toEqual([]);
});

test.each<[what: string, event: Json, status: number]>([
  ['an unknown event', { event: 'account-promoted', account: SUPPORT }, 400],
  ['nobody', { event: 'account-enabled', account: 'nobody@example.com' }, 404],
  ['an account without a live token', { event: 'token-revoked', account: SUPPORT }, 404],
])('%s is not sent', async (_what, event, status) => {
  const { send } = await startStream();
  expect((await send(event)).status).toBe(status);
});

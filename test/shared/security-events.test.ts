import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { createSecurityEventVerifier } from '../../shared/google/index.ts';

const CLIENT_ID = 'client-1.apps.example';
const NOW = new Date('2026-02-01T09:00:00.000Z');
const IAT = NOW.getTime() / 1000;
const RISC = 'https://schemas.openid.net/secevent/risc/event-type/';
const OAUTH = 'https://schemas.openid.net/secevent/oauth/event-type/';

type Json = Record<string, unknown>;
type Verify = ReturnType<typeof createSecurityEventVerifier>;

const google = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = {
  ...google.publicKey.export({ format: 'jwk' }),
  kid: 'key-1',
  use: 'sig',
  alg: 'RS256',
};
let server: Server;
let verify: Verify;

beforeAll(async () => {
  server = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  verify = createSecurityEventVerifier(CLIENT_ID, `http://127.0.0.1:${port}/certs`);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const CLAIMS = {
  iss: 'https://accounts.google.com/',
  aud: CLIENT_ID,
  iat: IAT,
  jti: 'event-1',
  events: { [`${RISC}account-disabled`]: { ...about('11'), reason: 'hijacking' } },
};
const HEADER = { alg: 'RS256', kid: 'key-1', typ: 'secevent+jwt' };

function about(sub: string, iss = 'https://accounts.google.com/') {
  return { subject: { subject_type: 'iss-sub', iss, sub } };
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

type Changes = { header?: Json; claims?: Json; key?: KeyObject };

function tokenWith({ header, claims, key = google.privateKey }: Changes = {}): string {
  const input = `${part({ ...HEADER, ...header })}.${part({ ...CLAIMS, ...claims })}`;
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), key).toString('base64url')}`;
}

/** The event of a token with one event. */
async function eventIn(events: Json) {
  const token = await verify(tokenWith({ claims: { events } }), NOW);
  return token.events;
}

const NOTHING = { subject: null, token: null, reason: null, state: null };

test('reads who, what, why and when from a security event token', async () => {
  expect(await verify(tokenWith(), NOW)).toEqual({
    jti: 'event-1',
    issuedAt: NOW,
    events: [{ ...NOTHING, kind: 'account_disabled', subject: '11', reason: 'hijacking' }],
  });
});

test.each<[what: string, changes: Changes]>([
  ['names no type', { header: { typ: undefined } }],
  ['names the type of any token, as Google may', { header: { typ: 'JWT' } }],
  ['is for several clients', { claims: { aud: ['other', CLIENT_ID] } }],
  ['is years old', { claims: { iat: 1_500_000_000 } }],
  ['has run out, which such tokens do not', { claims: { exp: IAT - 1000 } }],
  ['comes from a clock that is half a minute ahead', { claims: { iat: IAT + 30 } }],
])('accepts a token that %s', async (_what, changes) => {
  expect((await verify(tokenWith(changes), NOW)).jti).toBe('event-1');
});

test.each([
  [`${OAUTH}tokens-revoked`, 'tokens_revoked'],
  [`${RISC}sessions-revoked`, 'sessions_revoked'],
  [`${RISC}account-enabled`, 'account_enabled'],
  [`${RISC}account-credential-change-required`, 'credential_change_required'],
  [`${RISC}account-purged`, 'unrecognised'],
  ['constructor', 'unrecognised'],
])('reads %s as %s', async (type, kind) => {
  const [event] = await eventIn({ [type]: about('12') });
  expect(event).toEqual({ ...NOTHING, kind, subject: '12' });
});

test('reads the state of a verification', async () => {
  const [event] = await eventIn({ [`${RISC}verification`]: { state: 'here I am' } });
  expect(event).toEqual({ ...NOTHING, kind: 'verification', state: 'here I am' });
});

test('reads several events of one token', async () => {
  const events = await eventIn({
    [`${RISC}sessions-revoked`]: about('13'),
    [`${OAUTH}tokens-revoked`]: about('13'),
  });
  expect(events.map(({ kind }) => kind)).toEqual(['sessions_revoked', 'tokens_revoked']);
});

const HASH = Buffer.alloc(64, 0xfb).toString('base64');
const OF_A_TOKEN = { subject_type: 'oauth_token', token_type: 'refresh_token' };

test.each<[what: string, subject: Json, token: unknown]>([
  ['its hash', { token_identifier_alg: 'hash_base64_sha512_sha512', token: HASH }, HASH],
  [
    'its hash in the alphabet of URLs, without padding',
    {
      token_identifier_alg: 'hash_base64_sha512_sha512',
      token: Buffer.from(HASH, 'base64').toString('base64url'),
    },
    HASH,
  ],
  [
    'its beginning',
    { token_identifier_alg: 'prefix', token: '1//0eExampleOfAR' },
    '1//0eExampleOfAR',
  ],
])('reads a revoked token by %s', async (_what, subject, value) => {
  const [event] = await eventIn({
    [`${OAUTH}token-revoked`]: { subject: { ...OF_A_TOKEN, ...subject } },
  });
  const alg = subject['token_identifier_alg'] === 'prefix' ? 'prefix' : 'hash';
  expect(event).toEqual({ ...NOTHING, kind: 'token_revoked', token: { alg, value } });
});

test.each<[what: string, subject: unknown]>([
  ['an account of another issuer', about('14', 'https://accounts.elsewhere.example/').subject],
  ['a token in the clear', { ...OF_A_TOKEN, token_identifier_alg: 'plain', token: 'x' }],
  ['a prefix of one letter', { ...OF_A_TOKEN, token_identifier_alg: 'prefix', token: '1' }],
  [
    'a hash that is none',
    { ...OF_A_TOKEN, token_identifier_alg: 'hash_base64_sha512_sha512', token: 'eA==' },
  ],
  [
    'an access token',
    {
      ...OF_A_TOKEN,
      token_type: 'access_token',
      token_identifier_alg: 'prefix',
      token: '1//0eExampleOfAR',
    },
  ],
  ['nobody', undefined],
  ['a word', 'somebody'],
])('reads %s as an unknown subject', async (_what, subject) => {
  const [event] = await eventIn({ [`${OAUTH}token-revoked`]: { subject } });
  expect(event).toEqual({ ...NOTHING, kind: 'token_revoked' });
});

/** Signed with the public key as an HMAC secret, which a verifier that trusts the header's alg accepts. */
function confused(): string {
  const input = `${part({ ...HEADER, alg: 'HS256' })}.${part(CLAIMS)}`;
  const secret = google.publicKey.export({ type: 'spki', format: 'pem' });
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

const ID_TOKEN = {
  header: { typ: 'JWT' },
  claims: {
    iss: 'https://accounts.google.com',
    sub: '11',
    email: 'a@example.com',
    exp: IAT + 3600,
  },
};

const REFUSED: [what: string, err: string, token: () => string][] = [
  ['another key', 'invalid_key', () => tokenWith({ key: stranger.privateKey })],
  ['an unknown key id', 'invalid_key', () => tokenWith({ header: { kid: 'key-2' } })],
  [
    'a changed claim',
    'invalid_key',
    () => tokenWith().replace(/\.[^.]+\./, `.${part({ ...CLAIMS, jti: 'other' })}.`),
  ],
  ['no signature', 'invalid_key', () => `${part({ ...HEADER, alg: 'none' })}.${part(CLAIMS)}.`],
  ['an HMAC under the public key', 'invalid_key', confused],
  ['another RSA algorithm', 'invalid_key', () => tokenWith({ header: { alg: 'RS512' } })],
  ['no shape of a token', 'invalid_key', () => 'not.a-token'],
  ['no letter', 'invalid_key', () => ''],
  ['another audience', 'invalid_audience', () => tokenWith({ claims: { aud: 'client-2' } })],
  ['no audience', 'invalid_request', () => tokenWith({ claims: { aud: undefined } })],
  [
    'another issuer',
    'invalid_issuer',
    () => tokenWith({ claims: { iss: 'https://evil.example/' } }),
  ],
  [
    'the issuer of id_tokens',
    'invalid_issuer',
    () => tokenWith({ claims: { iss: 'https://accounts.google.com' } }),
  ],
  ['a time that has not come', 'invalid_request', () => tokenWith({ claims: { iat: IAT + 61 } })],
  ['no time', 'invalid_request', () => tokenWith({ claims: { iat: undefined } })],
  ['no name', 'invalid_request', () => tokenWith({ claims: { jti: undefined } })],
  ['no events', 'invalid_request', () => tokenWith({ claims: { events: {} } })],
  ['events that are none', 'invalid_request', () => tokenWith({ claims: { events: ['x'] } })],
  ['another type', 'invalid_request', () => tokenWith({ header: { typ: 'at+jwt' } })],
  [
    'too many letters',
    'invalid_request',
    () => tokenWith({ claims: { filler: 'x'.repeat(20_000) } }),
  ],
  [
    'the claims of an id_token',
    'invalid_request',
    () =>
      tokenWith({ ...ID_TOKEN, claims: { ...ID_TOKEN.claims, jti: undefined, events: undefined } }),
  ],
  ['the issuer of an id_token, though with events', 'invalid_issuer', () => tokenWith(ID_TOKEN)],
];

test.each(REFUSED)('refuses a token with %s: %s', async (_what, err, token) => {
  const refusal = await verify(token(), NOW).catch((thrown: unknown) => thrown);
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ code: 'security_event_invalid', detail: { err } });
});

test('does not refuse a token when the keys cannot be fetched', async () => {
  const unreachable = createSecurityEventVerifier(CLIENT_ID, 'http://127.0.0.1:1/certs');
  await expect(unreachable(tokenWith(), NOW)).rejects.toMatchObject({ code: 'google_unavailable' });
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createOAuthProvider, googleEndpoints } from '../../shared/google/index.ts';
import type { OAuthProvider, TokenAnswer } from '../../shared/tokens/index.ts';

const GOOD = {
  access_token: 'marked-access-token',
  expires_in: 3599,
  scope: 'openid email',
  token_type: 'Bearer',
};
const HALF_AN_HOUR = 1800;

let answer: object | string = GOOD;
let server: Server;
let provider: OAuthProvider;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = { clientId: 'client', clientSecret: 'secret', redirectUri: 'http://127.0.0.1/' };
  provider = createOAuthProvider(client, googleEndpoints(`http://127.0.0.1:${port}`));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function bothOf(given: object | string): Promise<TokenAnswer[]> {
  answer = given;
  return [await provider.refresh('refresh'), await provider.exchangeCode('code', 'verifier')];
}

describe('an answer with a good access token is used', () => {
  const odd: [what: string, fields: object, read: Partial<TokenAnswer>][] = [
    ['an empty refresh token', { refresh_token: '' }, { refreshToken: null }],
    ['a refresh token that is null', { refresh_token: null }, { refreshToken: null }],
    ['a refresh token that is no text', { refresh_token: 7 }, { refreshToken: null }],
    ['an empty id_token', { id_token: '' }, { idToken: null }],
    ['an id_token that is an object', { id_token: {} }, { idToken: null }],
    ['a scope that is null', { scope: null }, { scopes: null }],
    ['no scope', { scope: undefined }, { scopes: null }],
    ['a list of scopes', { scope: ['openid', 'a b'] }, { scopes: ['openid', 'a', 'b'] }],
    ['an empty scope', { scope: '' }, { scopes: [] }],
    ['another token type', { token_type: 'mac' }, {}],
    ['no token type', { token_type: undefined }, {}],
    [
      'an end of the grant',
      { refresh_token_expires_in: 604799 },
      { grantExpiresInSeconds: 604799 },
    ],
    ['that end as text', { refresh_token_expires_in: '60' }, { grantExpiresInSeconds: 60 }],
    ['no such end', {}, { grantExpiresInSeconds: null }],
    ['a negative end', { refresh_token_expires_in: -1 }, { grantExpiresInSeconds: null }],
    ['an endless end', { refresh_token_expires_in: 1e12 }, { grantExpiresInSeconds: null }],
    ['an end that is no number', { refresh_token_expires_in: [] }, { grantExpiresInSeconds: null }],
  ];
  test.each(odd)('with %s', async (_, fields, read) => {
    for (const one of await bothOf({ ...GOOD, ...fields })) {
      expect(one).toMatchObject({ accessToken: GOOD.access_token, ...read });
    }
  });

  const lives: [life: unknown, seconds: number][] = [
    [3599, 3599],
    ['3599', 3599],
    [59.4, 59],
    [undefined, HALF_AN_HOUR],
    [null, HALF_AN_HOUR],
    [0, HALF_AN_HOUR],
    [-5, HALF_AN_HOUR],
    ['an hour', HALF_AN_HOUR],
    [[], HALF_AN_HOUR],
    [{}, HALF_AN_HOUR],
  ];
  test.each(lives)('with the life %j', async (expires_in, seconds) => {
    for (const one of await bothOf({ ...GOOD, expires_in })) {
      expect(Math.abs(one.expiresInSeconds - seconds)).toBeLessThanOrEqual(1);
    }
  });

  test('with a life beyond what a number holds', async () => {
    for (const one of await bothOf('{"access_token":"marked-access-token","expires_in":1e400}')) {
      expect(one.expiresInSeconds).toBe(HALF_AN_HOUR);
    }
  });
});

test.each([{}, { access_token: '' }, { access_token: 7 }, '[]', 'null', '"text"'])(
  'the answer %j, which has no access token, is an outage',
  async (given) => {
    answer = given;
    const unavailable = { code: 'google_unavailable' };
    await expect(provider.refresh('refresh')).rejects.toMatchObject(unavailable);
    await expect(provider.exchangeCode('code', 'verifier')).rejects.toMatchObject(unavailable);
  },
);

import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { createCallerVerifier, createIdentityVerifier } from '../../shared/google/identity.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const google = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...google.publicKey.export({ format: 'jwk' }), kid: 'key', alg: 'RS256' };
const CLAIMS = {
  iss: 'https://accounts.google.com',
  aud: 'audience',
  sub: '100000000000000000001',
  email: 'support@example.com',
  email_verified: true,
  nonce: 'nonce',
  iat: SECONDS,
  exp: SECONDS + 3600,
};

let server: Server;
let jwks: string;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  jwks = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const signed = (changes: object): Promise<string> =>
  new SignJWT({ ...CLAIMS, ...changes })
    .setProtectedHeader({ alg: 'RS256', kid: 'key' })
    .sign(google.privateKey);

const identityOf = async (changes: object) =>
  createIdentityVerifier('audience', jwks)(await signed(changes), { nonce: 'nonce', at: NOW });
const callerOf = async (changes: object) =>
  createCallerVerifier(jwks)(await signed(changes), 'audience', NOW);

/** Without `exp` a token is good for ever; without `iat` nobody knows when it was made. */
const INCOMPLETE: [what: string, changes: object][] = [
  ['without exp', { exp: undefined }],
  ['without iat', { iat: undefined }],
  ['without exp, and years old', { exp: undefined, iat: SECONDS - 315_360_000 }],
  ['without aud', { aud: undefined }],
  ['without iss', { iss: undefined }],
  ['whose exp is text', { exp: 'tomorrow' }],
  ['whose exp has passed', { exp: SECONDS - 61 }],
];

describe('an ID token', () => {
  test('with all required claims is accepted', async () => {
    expect(await identityOf({})).toMatchObject({ subject: CLAIMS.sub });
    expect(await callerOf({})).toBe('support@example.com');
  });

  test.each(INCOMPLETE)('%s proves no mailbox', async (_, changes) => {
    await expect(identityOf(changes)).rejects.toMatchObject({ code: 'identity_unverified' });
  });

  test.each(INCOMPLETE)('%s proves no scheduler', async (_, changes) => {
    await expect(callerOf(changes)).rejects.toMatchObject({ code: 'caller_unverified' });
  });
});

import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createIdentityVerifier } from '../../shared/google/identity.ts';
import { LEGAL_ADDRESSES } from '../support/addresses.ts';

const CLIENT_ID = 'client-1.apps.example';
const NOW = new Date('2026-02-01T09:00:00.000Z');
const IAT = NOW.getTime() / 1000;

const google = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...google.publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'RS256' };
let server: Server;
let verifyIdentity: ReturnType<typeof createIdentityVerifier>;

beforeAll(async () => {
  server = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  verifyIdentity = createIdentityVerifier(CLIENT_ID, `http://127.0.0.1:${port}/certs`);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const CLAIMS = {
  iss: 'https://accounts.google.com',
  aud: CLIENT_ID,
  sub: '11',
  email: 'support@example.com',
  email_verified: true,
  nonce: 'nonce',
  iat: IAT,
  exp: IAT + 3600,
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function idToken(claims: object = {}, key: KeyObject = google.privateKey): string {
  const input = `${part({ alg: 'RS256', kid: 'key-1' })}.${part({ ...CLAIMS, ...claims })}`;
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), key).toString('base64url')}`;
}

test.each(LEGAL_ADDRESSES)('accepts the address %s, which Google has proved', async (email) => {
  const verified = await verifyIdentity(idToken({ email }), { nonce: 'nonce', at: NOW });
  expect(verified).toEqual({ subject: '11', address: email, hostedDomain: null });
});

test.each([
  ['no address', { email: undefined }],
  ['an empty address', { email: '' }],
  ['an address without a domain', { email: 'support' }],
  ['an address with a line break', { email: 'support@example.com\n' }],
  ['an address that is longer than any', { email: `${'a'.repeat(300)}@example.com` }],
  ['an address that is not verified', { email_verified: false }],
  ['another nonce', { nonce: 'other' }],
])('refuses %s', async (_what, claims) => {
  const work = verifyIdentity(idToken(claims), { nonce: 'nonce', at: NOW });
  await expect(work).rejects.toMatchObject({ code: 'identity_unverified' });
});

test('accepts the id_token of a refresh, which has no nonce', async () => {
  const token = idToken({ nonce: undefined, email: 'help@example.com' });
  const verified = await verifyIdentity(token, { nonce: null, at: NOW });
  expect(verified.address).toBe('help@example.com');
});

test.each([
  ['a browser’s id_token for the one of a refresh', {}, null],
  ['an id_token without a nonce for a browser’s', { nonce: undefined }, 'nonce'],
])('does not take %s', async (_what, claims, nonce) => {
  const work = verifyIdentity(idToken(claims), { nonce, at: NOW });
  await expect(work).rejects.toMatchObject({ code: 'identity_unverified' });
});

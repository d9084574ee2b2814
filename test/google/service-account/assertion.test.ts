import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import {
  assertionClaims,
  signAssertion,
} from '../../../shared/google/service-account/assertion.ts';

const makeKey = (): string =>
  String(
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }),
  );

const privateKey = makeKey();
const NOW = new Date('2026-03-01T09:00:00.900Z');
const TOKEN = 'https://oauth2.googleapis.com/token';
const REQUEST = {
  serviceAccount: 'connector@acme.iam.gserviceaccount.com',
  subject: 'support@example.com',
  scopes: ['openid', 'https://mail.google.com/'],
};

const signer = (keyId: string | null, key = privateKey) =>
  ({ kind: 'key', privateKey: key, keyId }) as const;

describe('an assertion', () => {
  test('says who asks whom, for which mailbox and scopes, and how long it is valid', () => {
    expect(assertionClaims(REQUEST, TOKEN, NOW)).toEqual({
      iss: REQUEST.serviceAccount,
      sub: 'support@example.com',
      scope: 'openid https://mail.google.com/',
      aud: TOKEN,
      iat: Date.parse('2026-03-01T08:59:30Z') / 1000,
      exp: Date.parse('2026-03-01T09:59:30Z') / 1000,
    });
  });

  test('is accepted by another implementation of JWT, which knows the public key only', async () => {
    const claims = assertionClaims(REQUEST, TOKEN, NOW);
    const { payload, protectedHeader } = await jwtVerify(
      signAssertion(claims, signer('a1b2')),
      createPublicKey(privateKey),
      { algorithms: ['RS256'], audience: TOKEN, currentDate: NOW, maxTokenAge: '1 hour' },
    );
    expect(payload).toEqual({ ...claims });
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'a1b2' });
  });

  test('names no key whose ID is not known', () => {
    const assertion = signAssertion(assertionClaims(REQUEST, TOKEN, NOW), signer(null));
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: 'RS256', typ: 'JWT' });
  });

  test('is signed by the given key, also after more keys than are kept', async () => {
    const other = makeKey();
    const claims = assertionClaims(REQUEST, TOKEN, NOW);
    for (let nth = 0; nth < 70; nth++) signAssertion(claims, signer(`key-${nth}`, other));
    const options = { currentDate: NOW };
    const assertion = signAssertion(claims, signer('a1b2'));
    await jwtVerify(assertion, createPublicKey(privateKey), options);
    await expect(jwtVerify(assertion, createPublicKey(other), options)).rejects.toThrow();
  });

  test('is refused for a stored key that is none, without the key in the error', () => {
    const claims = assertionClaims(REQUEST, TOKEN, NOW);
    expect(() => signAssertion(claims, signer(null, 'marked-key'))).toThrow(
      expect.objectContaining({
        code: 'record_unreadable',
        detail: {},
        message: 'record_unreadable',
      }),
    );
  });
});

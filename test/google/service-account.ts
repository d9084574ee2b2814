import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { ServiceAccountSeed } from '../../local/google/service-accounts/seed.ts';
import {
  type Answered,
  EMAIL,
  type Json,
  LABELS,
  SUPPORT,
  type TestGoogle,
} from './emulated-google.ts';

export const CONNECTOR = 'connector@project-1.iam.gserviceaccount.com';
export const CALLER = 'functions@project-1.iam.gserviceaccount.com';
export const SCOPES = ['openid', EMAIL, LABELS];
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** One key for a test file, because making one takes longer than a test. */
export const KEY = newKey();
export const OTHER_KEY = newKey();

export type TestKey = { privateKey: KeyObject; publicPem: string };

function newKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

export type AssertionChanges = { claims?: Json; header?: Json; key?: TestKey };

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The service account of a started emulator, with KEY, delegated in example.com. */
export async function delegated(google: TestGoogle, seed: Partial<ServiceAccountSeed> = {}) {
  const [seeded] = await google.google.seedServiceAccounts([
    {
      email: CONNECTOR,
      publicKeys: [KEY.publicPem],
      delegation: { 'example.com': SCOPES },
      ...seed,
    },
  ]);
  if (!seeded) throw new Error('nothing was seeded');
  const keyId = seeded.keyIds[0] ?? '';
  const assertion = ({ claims, header, key = KEY }: AssertionChanges = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const input = [
      { alg: 'RS256', typ: 'JWT', kid: keyId, ...header },
      {
        iss: CONNECTOR,
        sub: SUPPORT,
        scope: SCOPES.join(' '),
        aud: `${google.baseUrl}/token`,
        iat: now,
        exp: now + 3600,
        ...claims,
      },
    ]
      .map(part)
      .join('.');
    const signature = sign('RSA-SHA256', Buffer.from(input), key.privateKey);
    return `${input}.${signature.toString('base64url')}`;
  };
  const post = (text: string): Promise<Answered> =>
    google.post('/token', new URLSearchParams({ grant_type: JWT_BEARER, assertion: text }));
  const request = (changes: AssertionChanges = {}) => post(assertion(changes));
  return { ...seeded, keyId, assertion, post, request };
}

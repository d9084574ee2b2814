import { generateKeyPairSync } from 'node:crypto';
import { JWT } from 'google-auth-library';
import { assertionClaims, signAssertion } from '../shared/google/service-account/assertion.ts';
import type { Bench, OpenBench } from './comparison.ts';
import { warmUp } from './run-pairs.ts';
import { type Amount, timeWork } from './time-work.ts';

const AMOUNT: Amount = { turns: 50, lanes: 1 };

const REQUEST = {
  serviceAccount: 'bench@bench.iam.gserviceaccount.com',
  subject: 'support@example.com',
  scopes: ['openid', 'email', 'https://www.googleapis.com/auth/gmail.modify'],
};

/** The assertions of a service account (RFC 7523) that are signed one after the other, on one core. */
export const assertions: Bench = {
  name: 'assertions',
  seconds: { full: 10, quick: 2 },
  open,
};

async function open(): Promise<OpenBench> {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const privateKey = String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const signer = { kind: 'key', privateKey, keyId: null } as const;
  const sign = (): string =>
    signAssertion(
      assertionClaims(REQUEST, 'https://oauth2.googleapis.com/token', new Date()),
      signer,
    );
  const signByLibrary = libraryOver(privateKey);
  const comparison = {
    measured: 'assertions signed',
    baseline: 'google-auth-library’s JWT',
    run: () => timeWork(AMOUNT, sign),
    runBaseline: () => timeWork(AMOUNT, signByLibrary),
  };
  await warmUp([comparison]);
  const { time } = await comparison.run();
  const perSecond = Math.round(1000 / time);
  return {
    comparisons: [comparison],
    notes: () => [`One core of this machine signs about ${perSecond} assertions a second.`],
    close: async () => {},
  };
}

/** Google's library signs only for a token request, so that its transporter answers at once. */
function libraryOver(privateKey: string): () => Promise<unknown> {
  const client = new JWT({
    email: REQUEST.serviceAccount,
    key: privateKey,
    scopes: REQUEST.scopes,
    subject: REQUEST.subject,
  });
  let assertion = '';
  Object.assign(client.transporter, {
    request: async ({ data }: { data: URLSearchParams }) => {
      assertion = data.get('assertion') ?? '';
      return { data: { access_token: 'token', expires_in: 0 } };
    },
  });
  return async () => {
    assertion = '';
    await client.authorize();
    if (assertion === '') throw new Error('The library signed no assertion.');
  };
}

import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { CheckedKey, CheckPorts } from '../../shared/delegation-check/index.ts';
import { AppError } from '../../shared/errors.ts';
import { tokenRefusal } from '../../shared/google/refusals.ts';
import { gmailReport, iamReport } from '../../shared/google/report.ts';
import type { AssertionRequest, ServiceAccounts } from '../../shared/tokens/index.ts';

export const GMAIL = 'https://www.googleapis.com/auth/gmail.';
export const FULL_ACCESS = 'https://mail.google.com/';
export const EMAIL = 'https://www.googleapis.com/auth/userinfo.email';
export const ALL = ['openid', EMAIL, `${GMAIL}labels`, FULL_ACCESS];
export const SUBJECT = 'support@example.com';
export const SERVICE_ACCOUNT = 'connector@project.iam.gserviceaccount.com';
export const CLIENT_ID = '103456789012345678901';
export const NOW = new Date('2026-11-28T12:00:00Z');

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPem = (key: string): string =>
  createPublicKey(createPrivateKey(key)).export({ type: 'spki', format: 'pem' }).toString();

/** The key as its file says it. */
export const KEY: CheckedKey = {
  format: 'json',
  privateKey: PEM,
  keyId: '1a2b3c',
  serviceAccount: SERVICE_ACCOUNT,
  clientId: CLIENT_ID,
  fingerprint: 'f'.repeat(64),
  madeAt: null,
};

/** Google's words for a refusal: error, description and HTTP status. */
export type Refusal = readonly [error: string, description: string, status?: number];

export const UNAUTHORIZED: Refusal = [
  'unauthorized_client',
  'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
  401,
];
const UNKNOWN_SCOPE: Refusal = [
  'invalid_scope',
  'Some requested scopes were invalid. {invalid=[x]}',
];

/** What a test can change of this Google. */
export type World = {
  key: (() => Promise<CheckedKey>) | null;
  /** The scopes of the delegation row. */
  row: readonly string[];
  /** Scopes that exist nowhere. */
  unknown: readonly string[];
  /** An answer to every request for a token. */
  refusal: Refusal | null;
  /** How often a token may be requested before the network fails. */
  failsAfter: number;
  signingAllowed: boolean;
  ownAddress: string;
  /** An answer to `users.labels.list`. */
  gmail: { status: number; message: string; reason?: string } | null;
  imap: boolean;
  /** What the IMAP server says to a login; null: none is tried. */
  imapLogin: 'OK' | { says: string } | null;
  skewSeconds: number;
  googleTells: boolean;
};

/** A Google in memory that is stricter than the real one, and lists every call. */
export function fakeGoogle(changes: Partial<World> = {}) {
  const world: World = {
    key: async () => KEY,
    row: ALL,
    unknown: [],
    refusal: null,
    failsAfter: Number.POSITIVE_INFINITY,
    signingAllowed: true,
    ownAddress: SUBJECT,
    gmail: null,
    imap: true,
    imapLogin: null,
    skewSeconds: 0,
    googleTells: true,
    ...changes,
  };
  const requests: (readonly string[])[] = [];
  const calls: string[] = [];
  const tokens = new Map<string, readonly string[]>();

  /** Why Google refuses a request, in the order in which it looks; null: it does not. */
  function refusalOf({ serviceAccount, subject, scopes }: AssertionRequest): Refusal | null {
    if (serviceAccount !== SERVICE_ACCOUNT) {
      return ['invalid_grant', 'Invalid JWT: No valid verifier found for issuer.'];
    }
    if (world.refusal) return world.refusal;
    if (subject !== SUBJECT) return ['invalid_grant', 'Invalid email or User ID'];
    const isUnknown = scopes.some((scope) => world.unknown.includes(scope));
    if (isUnknown || scopes.length === 0) return UNKNOWN_SCOPE;
    return scopes.every((scope) => world.row.includes(scope)) ? null : UNAUTHORIZED;
  }

  function admit(request: AssertionRequest): void {
    const { signer } = request;
    if (signer.kind === 'keyless' && !world.signingAllowed) throw signingRefused();
    if (signer.kind === 'key' && publicPem(signer.privateKey) !== publicPem(PEM)) {
      throw refused(['invalid_grant', 'Invalid JWT Signature.']);
    }
    const refusal = refusalOf(request);
    if (refusal) throw refused(refusal);
  }

  const serviceAccounts: ServiceAccounts = {
    requestToken: async (request) => {
      if (requests.length >= world.failsAfter) throw unreachable();
      requests.push(request.scopes);
      admit(request);
      const accessToken = `token ${tokens.size}`;
      tokens.set(accessToken, request.scopes);
      const answer = { refreshToken: null, scopes: request.scopes, idToken: null };
      return { accessToken, expiresInSeconds: 3599, ...answer };
    },
    identify: async (accessToken) => {
      if (!scopesOf(accessToken).includes(EMAIL)) throw new AppError('token_rejected');
      calls.push('userinfo');
      return { subject: '1', address: world.ownAddress, hostedDomain: 'example.com' };
    },
  };

  const scopesOf = (accessToken: string): readonly string[] => {
    const scopes = tokens.get(accessToken);
    if (!scopes) throw new Error('a token that was never issued');
    return scopes;
  };

  const { imapLogin } = world;
  const ports: CheckPorts = {
    readKey: world.key,
    serviceAccounts,
    listLabels: async (accessToken) => {
      calls.push('labels');
      const scopes = scopesOf(accessToken);
      if (!scopes.includes(`${GMAIL}labels`) && !scopes.includes(FULL_ACCESS)) {
        throw gmailRefused({ status: 403, message: 'insufficient authentication scopes' });
      }
      if (world.gmail) throw gmailRefused(world.gmail);
      return ['INBOX', 'SENT'];
    },
    readImap: async (accessToken) => {
      calls.push('imap');
      if (!scopesOf(accessToken).includes(FULL_ACCESS)) throw new AppError('gmail_refused');
      return { enabled: world.imap };
    },
    loginToImap: imapLogin && ((login) => logIn(imapLogin, login)),
    googleTime: async () => {
      calls.push('time');
      if (!world.googleTells) throw unreachable();
      // `Date` is cut to the second.
      return new Date(NOW.getTime() - world.skewSeconds * 1000);
    },
    clock: { now: () => NOW },
  };
  return { ports, requests, calls };
}

type Login = { readonly address: string; readonly accessToken: string };

async function logIn(answer: 'OK' | { says: string }, { address, accessToken }: Login) {
  if (address !== SUBJECT || !accessToken.startsWith('token ')) throw new Error('a wrong login');
  if (answer === 'OK') return;
  const report = gmailReport({ status: null, body: { error: { message: answer.says } } });
  throw new AppError('gmail_refused', { upstream: { ...report, service: 'imap' } });
}

const refused = ([error, error_description, status = 400]: Refusal): AppError =>
  tokenRefusal({ status, body: { error, error_description } }, 'grant_refused');

const unreachable = (): AppError =>
  tokenRefusal({ status: null, body: undefined, network: 'ENOTFOUND' }, 'grant_refused');

function gmailRefused({ status, message, reason }: NonNullable<World['gmail']>): AppError {
  const error = { message, errors: [{ reason }] };
  return new AppError('gmail_refused', { upstream: gmailReport({ status, body: { error } }) });
}

/** As the IAM Credentials API refuses. */
const signingRefused = (): AppError => {
  const error = { status: 'PERMISSION_DENIED', message: 'Permission denied on resource' };
  return new AppError('signing_refused', { upstream: iamReport({ status: 403, body: { error } }) });
};

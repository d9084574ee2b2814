import { createHash, randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, jest } from '@jest/globals';
import { type EmulatedGoogleOptions, openEmulatedGoogle } from '../../local/google/index.ts';
import { type ConsentAs, consentAs } from '../support/google-consent.ts';

export const REDIRECT_URI = 'http://127.0.0.1:9/oauth-callback';
export const CLIENT = {
  clientId: 'client-1',
  clientSecret: 'secret-1',
  redirectUris: [REDIRECT_URI],
};
export const OTHER_CLIENT = { ...CLIENT, clientId: 'client-2', clientSecret: 'secret-2' };
export const LABELS = 'https://www.googleapis.com/auth/gmail.labels';
export const READONLY = 'https://www.googleapis.com/auth/gmail.readonly';
export const EMAIL = 'https://www.googleapis.com/auth/userinfo.email';
export const SUPPORT = 'support@example.com';

export type Changes = Record<string, string | undefined>;
export type Json = Record<string, unknown>;
export type Answered = { status: number; body: Json };
export type TestGoogle = Awaited<ReturnType<typeof startGoogle>>;

// A hundred consents take long on a busy machine.
jest.setTimeout(30_000);

const open = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const close of open) await close();
});

const directory = mkdtempSync(join(tmpdir(), 'emulated-google-'));
afterAll(() => rmSync(directory, { recursive: true }));

let files = 0;
const template = join(directory, 'template.sqlite');

/** A new file with ready keys, because making an RSA key takes longer than most tests. */
async function newFile(): Promise<string> {
  if (files === 0) {
    const baseUrl = 'http://127.0.0.1/google';
    const google = await openEmulatedGoogle({ baseUrl, file: template, clients: [] });
    await google.close();
  }
  files += 1;
  const file = join(directory, `${files}.sqlite`);
  copyFileSync(template, file);
  return file;
}

/** Starts an emulated Google on a free port. It ends with the test. */
export async function startGoogle(options: Partial<EmulatedGoogleOptions> = {}) {
  const server = createServer((request, response) => google.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/google`;
  const clients = [CLIENT, OTHER_CLIENT];
  const file = options.file ?? (await newFile());
  const google = await openEmulatedGoogle({ baseUrl, clients, ...options, file });
  const close = async () => {
    open.delete(close);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await google.close();
  };
  open.add(close);
  return { baseUrl, google, close, ...requests(baseUrl), ...switches(baseUrl) };
}

/** A verifier and its S256 challenge (RFC 7636). */
export function pkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** Replaces fields of a request; `undefined` removes a field. */
function change(fields: Record<string, string>, changes: Changes): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...fields, ...changes })) {
    if (value !== undefined) form.set(name, value);
  }
  return form;
}

function requests(baseUrl: string) {
  const { verifier, challenge } = pkce();
  const authorizationUrl = (changes: Changes = {}) => {
    const fields = {
      client_id: CLIENT.clientId,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: `openid email ${LABELS}`,
      access_type: 'offline',
      prompt: 'consent',
      state: 'state-1',
      nonce: 'nonce-1',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    };
    return `${baseUrl}/o/oauth2/v2/auth?${change(fields, changes)}`;
  };
  const post = async (path: string, form: URLSearchParams): Promise<Answered> => {
    const response = await fetch(baseUrl + path, { method: 'POST', body: form });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const credentials = { client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret };
  const exchange = (code: string, changes: Changes = {}) => {
    const fields = { ...credentials, grant_type: 'authorization_code', code };
    const more = { redirect_uri: REDIRECT_URI, code_verifier: verifier };
    return post('/token', change({ ...fields, ...more }, changes));
  };
  const refresh = (refreshToken: unknown, changes: Changes = {}) => {
    const fields = { grant_type: 'refresh_token', refresh_token: String(refreshToken) };
    return post('/token', change({ ...credentials, ...fields }, changes));
  };
  const consent = async (request: Partial<ConsentAs> & { changes?: Changes } = {}) => {
    const url = authorizationUrl(request.changes);
    return consentAs({ authorizationUrl: url, account: SUPPORT, ...request });
  };
  /** Consents and exchanges the code. Returns the tokens. */
  const connect = async (request: Parameters<typeof consent>[0] = {}): Promise<Json> => {
    const back = await consent(request);
    return (await exchange(back.searchParams.get('code') ?? '')).body;
  };
  const gmail = async (accessToken: unknown, path = 'me/labels'): Promise<Answered> => {
    const headers = { authorization: `Bearer ${accessToken}` };
    const response = await fetch(`${baseUrl}/gmail/v1/users/${path}`, { headers });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const revoke = (token: unknown) => post('/revoke', change({ token: String(token) }, {}));
  return { authorizationUrl, consent, connect, exchange, refresh, gmail, revoke, post };
}

type Counts = { token: Record<string, number>; liveRefreshTokens: number; revoke: number };

function switches(baseUrl: string) {
  const fault = async (name: string, { account = '*', ...parameters }: Json = {}) => {
    const url = `${baseUrl}/emulator/faults/${name}?account=${encodeURIComponent(String(account))}`;
    const response = await fetch(url, { method: 'PUT', body: JSON.stringify(parameters) });
    if (!response.ok) throw new Error(await response.text());
  };
  const act = (account: string, action: string) =>
    fetch(`${baseUrl}/emulator/accounts/${account}/${action}`, { method: 'POST' });
  const clear = () => fetch(`${baseUrl}/emulator/faults`, { method: 'DELETE' });
  const counts = async (account = SUPPORT): Promise<Counts> => {
    const response = await fetch(`${baseUrl}/emulator/counts`);
    const { accounts } = (await response.json()) as { accounts: Record<string, Counts> };
    const found = accounts[account];
    if (!found) throw new Error(`no counts of ${account}`);
    return found;
  };
  return { fault, act, clear, counts };
}

/** Google's own wording of an error: `invalid_grant: Bad Request`. */
export function errorOf({ body }: Answered): string {
  return [body['error'], body['error_description']].filter(Boolean).join(': ');
}

/** The legacy reason of a Gmail error, which clients read. */
export function gmailReason({ body }: Answered): string | undefined {
  const { error } = body as { error?: { errors?: { reason?: string }[] } };
  return error?.errors?.[0]?.reason;
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from '@jest/globals';
import { type EmulatedOrgOptions, openEmulatedOrg } from '../../../local/salesforce/index.ts';

export type Json = Record<string, unknown>;
export type Answered = { readonly status: number; readonly headers: Headers; readonly body: Json };
export type TestOrg = Awaited<ReturnType<typeof startOrg>>;

const opened = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const close of opened) await close();
});

/** Starts an emulated org on a free port. It ends with the test. */
export async function startOrg(options: Partial<EmulatedOrgOptions> = {}) {
  const server = createServer((request, response) => org.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/salesforce`;
  const org = openEmulatedOrg({ baseUrl, file: ':memory:', ...options });
  const close = async () => {
    opened.delete(close);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    org.close();
  };
  opened.add(close);
  const post = (form: Record<string, string>, url = baseUrl) => login(url, form);
  const token = async () => String((await post(credentialsOf(org.login)))['access_token']);
  return { baseUrl, port, org, close, login: post, ...callsOf(baseUrl, await token()) };
}

/** The form of the client credentials flow. */
export function credentialsOf(login: { clientId: string; clientSecret: string }) {
  return {
    grant_type: 'client_credentials',
    client_id: login.clientId,
    client_secret: login.clientSecret,
  };
}

async function login(baseUrl: string, form: Record<string, string>): Promise<Json> {
  const body = new URLSearchParams(form);
  const response = await fetch(`${baseUrl}/services/oauth2/token`, { method: 'POST', body });
  return (await response.json()) as Json;
}

function callsOf(baseUrl: string, accessToken: string) {
  const authorization = `Bearer ${accessToken}`;
  const call = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const headers = { authorization, ...(init.headers as Record<string, string>) };
    const response = await fetch(`${baseUrl}/services/data/v64.0/${path}`, { ...init, headers });
    const text = await response.text();
    const body = (text === '' ? null : JSON.parse(text)) as Json;
    return { status: response.status, headers: response.headers, body };
  };
  const postJson = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const query = (soql: string, path = 'query') => call(`${path}?q=${encodeURIComponent(soql)}`);
  const upload = (record: Json, content: string | Uint8Array<ArrayBuffer>) => {
    const form = new FormData();
    form.append('entity_content', new Blob([JSON.stringify(record)], { type: 'application/json' }));
    form.append('VersionData', new Blob([content]), 'file');
    return call('sobjects/ContentVersion', { method: 'POST', body: form });
  };
  return { accessToken, call, postJson, query, upload, ...compositesOf(postJson) };
}

const QUIET = { 'Sforce-Auto-Assign': 'FALSE' };

function compositesOf(postJson: (path: string, body: unknown) => Promise<Answered>) {
  const composite = (compositeRequest: readonly Json[], allOrNone = true) =>
    postJson('composite', { allOrNone, compositeRequest });
  /** Creates one record without assignment rules, and answers what its subrequest answered. */
  const create = async (object: string, body: Json, httpHeaders: Json = QUIET) => {
    const answer = await composite([creation('one', object, { body, httpHeaders })]);
    return subrequestsOf(answer)[0] ?? { status: 0, body: {}, error: '' };
  };
  return { composite, create };
}

/** A subrequest that creates a record. */
export function creation(referenceId: string, object: string, rest: Json): Json {
  const url = `/services/data/v64.0/sobjects/${object}`;
  return { method: 'POST', url, referenceId, httpHeaders: QUIET, ...rest };
}

export type SubAnswer = { readonly status: number; readonly body: Json; readonly error: string };

/** The answers within a composite answer, with the first errorCode of each; empty: it has none. */
export function subrequestsOf({ body }: Answered): readonly SubAnswer[] {
  const answers = body['compositeResponse'] as { httpStatusCode: number; body: Json }[];
  return answers.map(({ httpStatusCode, body: own }) => ({
    status: httpStatusCode,
    body: own,
    error: errorOf({ body: own }),
  }));
}

/** The errorCode of a refusal; empty: it is none. */
export function errorOf({ body }: { readonly body: unknown }): string {
  const first: unknown = Array.isArray(body) ? body[0] : null;
  return String((first as Json | null)?.['errorCode'] ?? '');
}

/** The records of a query's answer. */
export const recordsOf = ({ body }: Answered): readonly Json[] => body['records'] as Json[];

/** A mail on a case, as a client writes it. */
export function mailOn(caseId: string, fields: Json = {}): Json {
  return {
    ParentId: caseId,
    Subject: 'Broken lamp',
    TextBody: 'It does not light.',
    FromAddress: 'ann@customer.example',
    ToAddress: 'support@example.com',
    Incoming: true,
    IsClientManaged: true,
    ...fields,
  };
}

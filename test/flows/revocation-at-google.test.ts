import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { eventually } from '../support/eventually.ts';
import { connectionIdOf, connectMailbox, type Person, signedIn } from '../support/person.ts';
import { callScheduled, schedulerToken } from '../support/scheduler.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const SALES = 'sales@example.com';
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
const directory = temporaryDirectory();

type Notification = { readonly type: string; readonly data: Readonly<Record<string, string>> };

let connector: Connector;
let admin: Person;
let receiver: Server;
const notified: Notification[] = [];

/** A receiver that accepts only signed messages. */
async function startReceiver(): Promise<string> {
  const webhook = new Webhook(SECRET);
  receiver = createServer(async (request, response) => {
    const body = await text(request);
    notified.push(webhook.verify(body, request.headers as Record<string, string>) as Notification);
    response.end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  return `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
}

beforeAll(async () => {
  const environment = { NOTIFY_URL: await startReceiver(), NOTIFY_SECRETS: SECRET };
  connector = await startConnector({ directory, environment });
  admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SALES });
  await connectMailbox(admin, { account: SUPPORT });
});
afterAll(async () => {
  await connector.end();
  receiver.close();
});

const run = async (): Promise<void> => {
  const token = await schedulerToken({ baseUrl: connector.baseUrl, directory });
  const answer = await callScheduled(`${connector.baseUrl}/token-refresh`, { token });
  expect(answer.status).toBe(200);
};
const pageOf = async (address: string): Promise<string> =>
  (await admin.get(`/setup-page/connections/${await connectionIdOf(admin, address)}`)).text;
const typesOf = (address: string): string[] =>
  notified.filter(({ data }) => data['mailbox'] === address).map(({ type }) => type);

describe('a revocation at Google', () => {
  test('is known within seconds, without a due refresh or a request', async () => {
    await emulator(`${connector.baseUrl}/google`).act(SUPPORT, 'revoke');
    await eventually(async () => (await pageOf(SUPPORT)).includes('Needs reconnect</p>'), {
      withinMs: 10_000,
      everyMs: 100,
    });
    expect(await pageOf(SALES)).toContain('Working</p>');
  });

  test('is notified once, signed, and so is the recovery', async () => {
    await run();
    await run();
    expect(typesOf(SUPPORT).filter((type) => type === 'connection.needs_reconnect')).toHaveLength(
      1,
    );
    const failure = notified.find(({ type }) => type === 'connection.needs_reconnect');
    expect(failure?.data).toMatchObject({ mailbox: SUPPORT, cause: 'grant_revoked' });
    await connectMailbox(admin, { account: SUPPORT });
    await run();
    expect(typesOf(SUPPORT).at(-1)).toBe('connection.recovered');
    expect(typesOf(SALES)).toEqual(['connection.connected']);
  });

  test('is explained by the audit trail', async () => {
    const page = await pageOf(SUPPORT);
    for (const words of ['Works again', 'needs a reconnect']) expect(page).toContain(words);
    expect(page).toContain('admin@example.com');
  });
});

describe('a post that is not a security event of Google’s', () => {
  const url = (): string => `${connector.baseUrl}/oauth-callback/security-events`;
  const push = (body: string): Promise<Response> =>
    fetch(url(), { method: 'POST', body, headers: { 'content-type': 'application/secevent+jwt' } });

  test.each([
    ['nothing', ''],
    ['no token', 'hello'],
    ['an unsigned token', `${btoa('{"alg":"none"}')}.${btoa('{"jti":"x"}')}.`],
  ])('is refused with the reason when it contains %s', async (_, body) => {
    const answer = await push(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ err: expect.stringMatching(/^invalid_/) });
  });

  test('changes nothing if it is an ID token of the scheduler', async () => {
    const answer = await push(await schedulerToken({ baseUrl: connector.baseUrl, directory }));
    expect(answer.status).toBe(400);
    expect(await pageOf(SUPPORT)).toContain('Working</p>');
  });
});

import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Document, OpenAPIClientAxios } from 'openapi-client-axios';
import type { OpenApiDocument } from '../../shared/salesforce/webhook/openapi.ts';
import { OPERATIONS } from '../../shared/salesforce/webhook/operations.ts';
import { headersOf } from '../salesforce/webhook/callers-of-test.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { emulator } from '../support/emulator.ts';
import { connectMailbox, formToken, type Person, type Seen, signedIn } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const PAGE = '/setup-page/callers';
const SUPPORT = { mailbox: 'support@example.com' };

const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;

beforeAll(async () => {
  connector = await startConnector({ directory, environment: { LOG_LEVEL: 'debug' } });
  admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT.mailbox });
});
afterAll(() => connector.end());

type Made = { readonly page: Seen; readonly id: string; readonly secret: string };

/** Submits a form, and follows its redirect to the page that shows the secret. */
async function submit(path: string, fields: readonly (readonly [string, string])[]): Promise<Seen> {
  const body = new URLSearchParams({ form_token: await formToken(admin) });
  for (const [name, value] of fields) body.append(name, value);
  const { location } = await admin.send(path, { method: 'POST', body });
  return admin.get(location);
}

async function addCaller(proof: string, permissions: readonly string[]): Promise<Made> {
  const may = permissions.map((each) => ['permission', each] as const);
  const page = await submit(PAGE, [['name', `Flow by ${proof}`], ['proof', proof], ...may]);
  return { page, id: idIn(page), secret: secretIn(page) };
}

const idIn = ({ text }: Seen): string => /callers\/([0-9a-f]{12})\/secret"/.exec(text)?.[1] ?? '';
const secretIn = ({ text }: Seen): string =>
  /(?:Secret|Key)<\/span>\s*<span class="copyable-row"><input readonly value="([^"]+)"/.exec(
    text,
  )?.[1] ?? '';

type Answer = {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
};

async function call(
  operation: string,
  question: object | string,
  headers: (body: string) => Record<string, string>,
): Promise<Answer> {
  const body = typeof question === 'string' ? question : JSON.stringify(question);
  const response = await fetch(`${connector.baseUrl}/salesforce-webhook/v1/${operation}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers(body) },
  });
  const answered = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body: answered, headers: response.headers };
}

const signedBy =
  ({ id, secret }: Made) =>
  (body: string): Record<string, string> => ({
    'x-connector-caller': id,
    'x-connector-signature': createHmac('sha256', secret).update(body).digest('base64'),
  });
const keyOf =
  ({ secret }: Made) =>
  (): Record<string, string> => ({ authorization: `Bearer ${secret}` });
const errorOf = ({ body }: Answer) => body['error'] as Record<string, unknown>;

/** What an operation answers, or refuses with, by the document. */
function propertiesOf({ paths, components }: OpenApiDocument, name: string, isAnswer: boolean) {
  const responses = paths[`/v1/${name}`]?.post.responses;
  const content = responses?.[isAnswer ? '200' : 'default']?.content;
  const schema = content?.['application/json'].schema.$ref?.replace('#/components/schemas/', '');
  return components.schemas[schema ?? '']?.required?.toSorted();
}

const EVERYTHING = ['status', 'probe', 'refresh', 'connect', 'mail', 'send', 'disconnect', 'token'];

describe('a caller of the setup page', () => {
  test.each([
    ['signature', signedBy],
    ['key', keyOf],
    [
      'timestamped',
      ({ id, secret }: Made) =>
        (body: string) =>
          headersOf({ caller: { id, proof: 'timestamped' } as never, secret }, { body }),
    ],
  ])('by %s is shown its secret once, and is answered', async (proof, prove) => {
    const made = await addCaller(proof, ['status']);
    expect(made.page.status).toBe(200);
    expect(made.secret).not.toBe('');
    const { status, body } = await call('getConnection', SUPPORT, prove(made));
    expect([status, body]).toEqual([200, { connection: expect.objectContaining(SUPPORT) }]);
    expect(connector.output()).not.toContain(made.secret);
    const shown = await admin.get(`${PAGE}/${made.id}`);
    expect(shown.text).toContain('<code>getConnection</code>');
    const list = await admin.get(PAGE);
    expect(list.text).not.toContain(made.secret);
  });

  test('is rotated without a gap, changed and removed', async () => {
    const first = await addCaller('signature', ['status']);
    const page = await submit(`${PAGE}/${first.id}/secret`, []);
    const second = { ...first, page, secret: secretIn(page) };
    const statusOf = async (made: Made) =>
      (await call('getConnection', SUPPORT, signedBy(made))).status;
    expect([await statusOf(first), await statusOf(second)]).toEqual([200, 200]);
    await submit(`${PAGE}/${first.id}/secret/end`, []);
    expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200]);
    await submit(`${PAGE}/${first.id}`, [
      ['name', 'Renamed'],
      ['permission', 'probe'],
    ]);
    expect(await statusOf(second)).toBe(403);
    const removed = await submit(`${PAGE}/${first.id}/remove`, []);
    expect(removed.text).toContain('The caller was removed.');
    expect(await statusOf(second)).toBe(401);
  });

  test('is not added without a name, and nothing that was entered is lost', async () => {
    const body = new URLSearchParams({
      name: ' ',
      proof: 'key',
      permission: 'mail',
      form_token: await formToken(admin),
    });
    const { status, text } = await admin.send(PAGE, { method: 'POST', body });
    expect(status).toBe(422);
    expect(text).toMatch(/value="key"[^>]* checked/);
    expect(text).toMatch(/value="mail"[^>]* checked/);
  });

  test('of another form token is not added', async () => {
    const body = new URLSearchParams({ name: 'x', proof: 'key', form_token: 'wrong' });
    expect((await admin.send(PAGE, { method: 'POST', body })).status).toBe(403);
  });
});

describe('a call', () => {
  let made: Made;
  beforeAll(async () => {
    made = await addCaller('signature', EVERYTHING);
  });

  test('of each operation is answered with JSON, by a client that is made from the document', async () => {
    const url = `${connector.baseUrl}/salesforce-webhook`;
    const described = await fetch(`${url}/openapi.json`);
    expect(described.headers.get('content-type')).toContain('application/json');
    const document = (await described.json()) as OpenApiDocument;
    expect(document.servers).toEqual([{ url }]);
    const client = await new OpenAPIClientAxios({
      definition: document as unknown as Document,
      axiosConfigDefaults: {
        validateStatus: () => true,
        transformRequest: (question, headers) => {
          const body = JSON.stringify(question);
          headers.set({ 'content-type': 'application/json', ...signedBy(made)(body) });
          return body;
        },
      },
    }).init();
    const questions: Record<string, object> = {
      listConnections: {},
      createAuthorizationUrl: { mailbox: 'new@example.com', eventId: 'link-1' },
      sendEmail: { ...SUPPORT, toAddress: 'ada@example.org', textBody: 'Hello', eventId: 'send-1' },
      getSendState: { sendEventId: 'send-0' },
      listHeldMail: {},
      releaseHeldMail: { ...SUPPORT, messageId: '1', eventId: 'release-1' },
      disconnectMailbox: { mailbox: 'nobody@example.com', eventId: 'disconnect-0' },
    };
    const expected: Record<string, number> = {
      // It may only be checked.
      sendEmail: 409,
      getSendState: 404,
      releaseHeldMail: 404,
      disconnectMailbox: 404,
    };
    for (const { name, response } of OPERATIONS) {
      const answer = await client[name]?.(undefined, questions[name] ?? SUPPORT);
      const { status, data } = answer ?? {};
      expect([name, status]).toEqual([name, expected[name] ?? 200]);
      if (status === 200) expect(response.parse(data)).toEqual(data);
      expect(Object.keys(data).toSorted()).toEqual(propertiesOf(document, name, status === 200));
    }
  });

  test('that changes something is done once, also when two arrive at once', async () => {
    const question = { mailbox: 'owner@example.com', eventId: 'link-2' };
    const asked = [1, 2, 3].map(() => call('createAuthorizationUrl', question, signedBy(made)));
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ body }) => body['authorizationUrl'])).size).toBe(1);
    const { text } = await admin.get('/setup-page/links');
    expect(text.split('owner@example.com</strong>')).toHaveLength(2);
    const authorizationUrl = String(answers[0]?.body['authorizationUrl']);
    expect((await admin.get(authorizationUrl)).text).toContain('Salesforce: Flow by signature');
  });

  test.each([
    ['the body was changed', 401, 'caller_unverified', { body: `${JSON.stringify(SUPPORT)} ` }],
    [
      'the signature is missing',
      401,
      'caller_unverified',
      { headers: { 'x-connector-signature': '' } },
    ],
    ['the body is no JSON', 400, 'body_malformed', { signed: '{' }],
    [
      'a property stands twice',
      400,
      'body_malformed',
      { signed: '{"mailbox":"a@b.c","mailbox":"d@e.f"}' },
    ],
    [
      'it is too deep',
      400,
      'body_malformed',
      { signed: `{"mailbox":${'['.repeat(20)}${']'.repeat(20)}}` },
    ],
    ['it has 10 MB', 413, 'body_too_large', { signed: `"${'x'.repeat(10_000_000)}"` }],
    [
      'it is older than it may be',
      401,
      'call_expired',
      { signed: JSON.stringify({ ...SUPPORT, sentAt: '2026-01-31T09:17:00Z' }) },
    ],
    [
      'sentAt is no moment',
      422,
      'body_invalid',
      { signed: JSON.stringify({ ...SUPPORT, sentAt: 'now' }), fields: ['sentAt'] },
    ],
    [
      'it was signed for another operation',
      422,
      'body_invalid',
      {
        signed: JSON.stringify({ ...SUPPORT, operation: 'disconnectMailbox' }),
        fields: ['operation'],
      },
    ],
    [
      'the mailbox is unknown',
      404,
      'connection_unknown',
      { signed: '{"mailbox":"nobody@example.com"}' },
    ],
    [
      'it has another media type',
      415,
      'media_type_unsupported',
      { headers: { 'content-type': 'text/plain' } },
    ],
  ] as const)('is refused with every property when %s', async (_, status, code, about) => {
    const { body, signed, headers, fields } = {
      body: undefined,
      fields: [],
      signed: JSON.stringify(SUPPORT),
      headers: {},
      ...about,
    };
    const answer = await call('getConnection', body ?? signed, () => ({
      ...signedBy(made)(signed),
      ...headers,
    }));
    expect(answer.status).toBe(status);
    expect(errorOf(answer)).toEqual({
      code,
      message: expect.any(String),
      cause: expect.any(String),
      explanation: expect.any(String),
      remedy: expect.any(String),
      whoActs: expect.any(String),
      tryAgain: false,
      tryAgainAt: '',
      fields,
      correlationId: answer.headers.get('x-correlation-id'),
    });
  });

  test('that is not permitted says what to tick, in the language of the caller', async () => {
    const few = await addCaller('key', ['status']);
    const japanese = () => ({ ...keyOf(few)(), 'accept-language': 'ja' });
    const answer = await call('getAccessToken', SUPPORT, japanese);
    expect(answer.status).toBe(403);
    expect(errorOf(answer)['remedy']).toContain('[Salesforce の呼び出し元]');
  });

  test('by GET, or of an unknown operation, is answered with JSON too', async () => {
    const url = `${connector.baseUrl}/salesforce-webhook/v1`;
    const get = await fetch(`${url}/getConnection`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await get.json()).toMatchObject({ error: { code: 'method_not_allowed', fields: [] } });
    expect((await fetch(`${url}/drop`, { method: 'POST' })).status).toBe(404);
  });

  test('for a token of a mailbox that needs its owner says who acts', async () => {
    await emulator(`${connector.baseUrl}/google`).act(SUPPORT.mailbox, 'revoke');
    await call('refreshConnection', SUPPORT, signedBy(made));
    const { status, body } = await call('getConnection', SUPPORT, signedBy(made));
    expect([status, (body['connection'] as { status: string }).status]).toEqual([
      200,
      'needs_reconnect',
    ]);
    const answer = await call('getAccessToken', SUPPORT, signedBy(made));
    expect(answer.status).toBe(409);
    expect(errorOf(answer)).toMatchObject({
      code: 'connection_needs_reconnect',
      whoActs: 'mailbox_owner',
    });
  });

  test('that disconnects does it once, and answers a repetition alike', async () => {
    const question = { ...SUPPORT, eventId: 'disconnect-1' };
    const first = await call('disconnectMailbox', question, signedBy(made));
    expect([first.status, first.body]).toEqual([200, { ...SUPPORT, revoked: true }]);
    const again = await call('disconnectMailbox', question, signedBy(made));
    expect(again.body).toEqual(first.body);
    const { text } = await admin.get('/setup-page/events');
    expect(text).toContain('By Salesforce: Flow by signature');
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readMessage } from '../../../shared/salesforce/webhook/outbound/read-message.ts';
import { eventually } from '../../support/eventually.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { type Json, startOrg } from './emulated-org.ts';

const directory = temporaryDirectory();
const opened = new Set<() => void>();
afterEach(() => {
  for (const close of opened) close();
  opened.clear();
});

type Answered = { readonly status: number; readonly body: string };

const NAMESPACE = 'http://soap.sforce.com/2005/09/outbound';
const soap = (content: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${content}</e:Body></e:Envelope>`;
const ack = (value: string, namespace = NAMESPACE): string =>
  soap(`<notificationsResponse xmlns="${namespace}"><Ack>${value}</Ack></notificationsResponse>`);
const ACKNOWLEDGED: Answered = { status: 200, body: ack('true') };

/** A listener that gives these answers, and the last one for good. */
async function startListener(...answers: readonly Answered[]) {
  const messages: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    messages.push(Buffer.concat(chunks).toString());
    const { status, body } = answers[messages.length - 1] ?? answers.at(-1) ?? ACKNOWLEDGED;
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.add(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}/listener`, messages };
}

type Message = {
  readonly state: string;
  readonly attempts: number;
  readonly failure: string;
  readonly notifications: readonly { readonly id: string }[];
};

/** An org that sends to this endpoint: a minute of Salesforce's is 20 ms. */
async function startSending(
  endpoint: string,
  options: { file?: string; compression?: number } = {},
) {
  const started = await startOrg({ compression: 3000, ...options });
  const ask = async (method: string, body?: Json): Promise<{ status: number; body: Json }> => {
    const init = body && { body: JSON.stringify(body) };
    const url = `${started.baseUrl}/emulator/outbound`;
    const response = await fetch(url, { method, ...init });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const define = (fields: readonly string[] = ['Subject', 'Description']) =>
    ask('PUT', { endpoint, fields });
  const messages = async () => (await ask('GET')).body['messages'] as readonly Message[];
  const ended = (state: string) =>
    eventually(async () => {
      const all = await messages();
      return all.length > 0 && all.every((each) => each.state === state) && all;
    });
  await define();
  return { ...started, ask, define, messages, ended };
}

const read = (message: string | undefined) => readMessage(Buffer.from(message ?? ''));

test('a message has the case’s latest data, with its org’s id, and is delivered once it is acknowledged', async () => {
  const { endpoint, messages } = await startListener({ status: 503, body: '' }, ACKNOWLEDGED);
  const { org, ask, ended } = await startSending(endpoint);
  const id = org.seed('Case', { Subject: 'Lamp & <shade>', Description: 'a\n“ランプ”' });
  expect((await ask('POST', { cases: [id] })).status).toBe(202);
  const [message] = (await ended('delivered')) || [];
  expect(message).toMatchObject({ attempts: 2, failure: '' });
  const [first, second] = messages.map(read);
  expect(first).toEqual(second);
  expect(first?.organizationId).toBe('00DHs0000000001MAA');
  expect(first?.notifications.map((each) => each.id)).toEqual([message?.notifications[0]?.id]);
  expect(Object.fromEntries(first?.notifications[0]?.record ?? [])).toEqual({
    Id: id,
    Subject: 'Lamp & <shade>',
    Description: 'a\n“ランプ”',
  });
});

test('more than a hundred notifications are several messages', async () => {
  const { endpoint, messages } = await startListener(ACKNOWLEDGED);
  const { org, ask, ended } = await startSending(endpoint);
  const cases = Array.from({ length: 101 }, (_, at) => org.seed('Case', { Subject: `${at}` }));
  await ask('POST', { cases });
  await ended('delivered');
  const counts = messages.map((each) => read(each).notifications.length);
  expect(counts.toSorted((one, other) => one - other)).toEqual([1, 100]);
});

test('a deleted case is a notification without data', async () => {
  const { endpoint, messages } = await startListener(ACKNOWLEDGED);
  const { org, ask, ended, baseUrl } = await startSending(endpoint);
  const deleted = org.seed('Case', {});
  const body = new URLSearchParams({ do: 'delete' });
  await fetch(`${baseUrl}/cases/${deleted}`, { method: 'POST', body });
  await ask('POST', { cases: [deleted, '500Hs00000zzzzz'] });
  await ended('delivered');
  expect(read(messages[0]).notifications.map(({ record }) => record)).toEqual([null, null]);
});

describe('what is no acknowledgement is a failure', () => {
  test.each([
    ['a plain 200', { status: 200, body: '' }, 'The answer is no notificationsResponse'],
    ['JSON', { status: 200, body: '{"Ack":true}' }, 'The answer is no notificationsResponse'],
    ['an Ack that is false', { status: 200, body: ack('false') }, 'SOAP response was a nack'],
    [
      'an Ack of another namespace',
      { status: 200, body: ack('true', 'http://example.com/') },
      'The answer is no notificationsResponse',
    ],
    ['an Ack with another status', { status: 201, body: ack('true') }, '(201)'],
    ['a redirect', { status: 302, body: ack('true') }, '(302)'],
    [
      'a fault',
      {
        status: 500,
        body: soap(
          '<e:Fault><faultcode>e:Server</faultcode><faultstring>why</faultstring></e:Fault>',
        ),
      },
      'why',
    ],
  ])('%s', async (_, answered, failure) => {
    const { endpoint } = await startListener(answered, ACKNOWLEDGED);
    const { org, ask, messages, ended } = await startSending(endpoint, { compression: 60 });
    await ask('POST', { cases: [org.seed('Case', {})] });
    await eventually(async () => (await messages())[0]?.attempts === 1);
    expect((await messages())[0]).toMatchObject({ state: 'waiting', failure });
    await ended('delivered');
  });
});

test('it is tried for a day, with pauses of up to two hours, then dropped; the page tries it again', async () => {
  const { endpoint, messages: arrived } = await startListener({ status: 200, body: 'OK' });
  // A day is 288 ms.
  const { org, ask, ended, baseUrl } = await startSending(endpoint, { compression: 300_000 });
  await ask('POST', { cases: [org.seed('Case', {})] });
  const [dropped] = (await ended('dropped')) || [];
  expect(dropped?.attempts).toBe(arrived.length);
  expect(arrived.length).toBeGreaterThan(3);
  const page = await (await fetch(`${baseUrl}/outbound`)).text();
  expect(page).toContain('Dropped after 24 hours');
  const [, message = ''] = /name="message" value="(\w+)"/.exec(page) ?? [];
  const before = arrived.length;
  const body = new URLSearchParams({ do: 'retry', message });
  await fetch(`${baseUrl}/outbound`, { method: 'POST', body });
  await eventually(() => arrived.length > before);
});

test('the queue survives the end of its process', async () => {
  const file = `${directory}/org.sqlite`;
  const unreachable = 'http://127.0.0.1:9/';
  const first = await startSending(unreachable, { file, compression: 60 });
  await first.ask('POST', { cases: [first.org.seed('Case', {})] });
  await eventually(async () => (await first.messages())[0]?.failure !== '');
  await first.close();
  const { endpoint, messages } = await startListener(ACKNOWLEDGED);
  const second = await startSending(endpoint, { file });
  await second.ended('delivered');
  expect(messages).toHaveLength(1);
});

test('the acknowledgement that is lost is one more delivery of the same notification', async () => {
  const { endpoint, messages } = await startListener(ACKNOWLEDGED);
  const { org, ask, ended } = await startSending(endpoint);
  org.switchOn('acknowledgement_lost', { times: 1 });
  await ask('POST', { cases: [org.seed('Case', {})] });
  await ended('delivered');
  expect(messages).toHaveLength(2);
  expect(messages[0]).toBe(messages[1]);
});

test('the page sets it up, says what is wrong, and the button of a case sends it', async () => {
  const { endpoint } = await startListener(ACKNOWLEDGED);
  const { baseUrl, org, ended } = await startSending(endpoint);
  const submit = async (path: string, form: Record<string, string>) => {
    const body = new URLSearchParams(form);
    const response = await fetch(baseUrl + path, { method: 'POST', body });
    return { status: response.status, text: await response.text() };
  };
  const wrong = await submit('/outbound', { endpoint, fields: 'Id Reply__c' });
  expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('no field Reply__c')]);
  expect(wrong.text).toContain('value="Id Reply__c"');
  expect((await submit('/outbound', { endpoint: 'ftp://x', fields: 'Id' })).status).toBe(400);
  const saved = await submit('/outbound', { endpoint, fields: 'Subject, SuppliedEmail' });
  expect(saved.text).toContain('value="Id Subject SuppliedEmail"');
  const caseId = org.seed('Case', { Subject: 'Lamp' });
  expect(await (await fetch(`${baseUrl}/cases/${caseId}`)).text()).toContain(
    'Send Outbound Message',
  );
  await submit(`/cases/${caseId}`, { do: 'outbound' });
  await ended('delivered');
  expect((await submit('/outbound', { do: 'retry', message: 'x' })).text).toContain('Delivered');
});

import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { APP } from '../../local/salesforce/org.ts';
import {
  escaped,
  notificationId,
  soapMessage,
} from '../salesforce/webhook/outbound/soap-messages.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { eventually } from '../support/eventually.ts';
import { connectMailbox, formToken, type Person, type Seen, signedIn } from '../support/person.ts';
import { upload } from '../support/service-account.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const PAGE = '/setup-page/callers';
const SUPPORT = 'support@example.com';
const ORGANIZATION = '00DHs0000000001MAA';

const directory = temporaryDirectory();
let connector: Connector;
let admin: Person;

beforeAll(async () => {
  connector = await startConnector({ directory, environment: { LOG_LEVEL: 'debug' } });
  admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT, query: 'profile=everything' });
  await upload(admin, '/setup-page/salesforce', {
    my_domain: `${connector.baseUrl}/salesforce`,
    choice: 'secret',
    client_id: APP.clientId,
    client_secret: APP.clientSecret,
    do: 'connect',
  });
});
afterAll(() => connector.end());

type Entered = {
  readonly operation: string;
  readonly mapping: string;
  readonly permissions: readonly string[];
  readonly organizationId?: string;
};

async function enter(path: string, entered: Entered): Promise<Seen> {
  const body = new URLSearchParams({
    form_token: await formToken(admin),
    name: 'Case form',
    proof: 'outbound',
    organization_id: entered.organizationId ?? ORGANIZATION,
    operation: entered.operation,
    mapping: entered.mapping,
  });
  for (const permission of entered.permissions) body.append('permission', permission);
  return admin.send(path, { method: 'POST', body });
}

type Made = { readonly path: string; readonly endpoint: string; readonly key: string };

async function addCaller(entered: Entered): Promise<Made> {
  const { location } = await enter(PAGE, entered);
  return { path: new URL(location).pathname, ...endpointIn((await admin.get(location)).text) };
}

function endpointIn(text: string): { readonly endpoint: string; readonly key: string } {
  const [, endpoint = ''] = /<input readonly value="([^"]+\/outbound\/[^"]+)"/.exec(text) ?? [];
  return { endpoint, key: endpoint.split('/').at(-1) ?? '' };
}

const CHECKING: Entered = {
  operation: 'checkConnection',
  mapping: 'mailbox = SuppliedEmail',
  permissions: ['probe'],
};

/** The emulated organization. */
async function salesforce(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${connector.baseUrl}/salesforce/emulator/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  expect(response.ok).toBe(true);
  return response.json();
}

const define = (endpoint: string) =>
  salesforce('PUT', 'outbound', {
    endpoint,
    fields: ['Id', 'Subject', 'Description', 'SuppliedEmail'],
  });

type Message = { readonly state: string; readonly attempts: number; readonly failure: string };

async function lastMessage(): Promise<Message | undefined> {
  const { messages } = (await salesforce('GET', 'outbound')) as { messages: Message[] };
  return messages[0];
}

async function lastMessageThat(fits: (message: Message) => boolean): Promise<Message> {
  let message: Message | undefined;
  const arrives = async () => {
    message = await lastMessage();
    return message && fits(message) ? message : null;
  };
  const found = await eventually(arrives, { what: () => JSON.stringify(message) });
  if (!found) throw new Error('there is no message');
  return found;
}

/** Presses the button on the page of a new case. Answers the id of the case. */
async function sendAbout(fields: object): Promise<string> {
  const { Id } = (await salesforce('POST', 'rows/Case', fields)) as { Id: string };
  const body = new URLSearchParams({ do: 'outbound' });
  const path = `${connector.baseUrl}/salesforce/cases/${Id}`;
  const { status } = await fetch(path, { method: 'POST', body, redirect: 'manual' });
  expect(status).toBe(303);
  return Id;
}

describe('an Outbound Message of the emulated organization', () => {
  test('has a mailbox checked, and is acknowledged at once', async () => {
    const made = await addCaller(CHECKING);
    await define(made.endpoint);
    await sendAbout({ Subject: 'Lamp & <shade>', SuppliedEmail: SUPPORT });
    const message = await lastMessageThat(({ state }) => state === 'delivered');
    expect(message).toMatchObject({ attempts: 1, failure: '' });
    const { text } = await admin.get(made.path);
    expect(text).toMatch(/<code>checkConnection<\/code>.*<span class="muted">Answered</s);
  });

  test('sends a mail once, though its acknowledgement is lost twice and its case changes', async () => {
    const made = await addCaller({
      operation: 'sendEmail',
      permissions: ['send'],
      mapping: [
        `mailbox = "${SUPPORT}"`,
        `orgId = "127-0-0-1-${connector.port}-salesforce"`,
        'caseId = Id',
        'toAddress = SuppliedEmail',
        'subject = Subject',
        'textBody = Description',
      ].join('\n'),
    });
    await define(made.endpoint);
    await salesforce('PUT', 'faults/acknowledgement_lost', { times: 2 });
    const Description = 'Dear Carla,\n\n“ランプ” & <shade>\n';
    const caseId = await sendAbout({
      Subject: 'Lamp',
      Description,
      SuppliedEmail: 'carla@personal.example',
    });
    const message = await lastMessageThat(({ state }) => state === 'delivered');
    expect(message.attempts).toBe(3);
    const rows = (await salesforce('GET', 'rows/EmailMessage')) as Record<string, unknown>[];
    expect(rows).toMatchObject([
      { ParentId: caseId, Incoming: false, ToAddress: expect.stringContaining('carla@') },
    ]);
    expect(rows[0]?.['TextBody']).toContain(Description.trim());
    const output = connector.output();
    expect(output).not.toContain('carla@');
  });

  test('that is refused says why in Salesforce and on the page, and goes on once it is mended', async () => {
    const made = await addCaller({ ...CHECKING, permissions: ['status'] });
    await define(made.endpoint);
    await sendAbout({ SuppliedEmail: SUPPORT });
    const refused = await lastMessageThat(({ attempts }) => attempts > 0);
    expect(refused.failure).toBe('operation_forbidden: The caller is not allowed to do this.');
    const { text } = await admin.get(made.path);
    expect(text).toContain('The caller is not allowed to do this.');
    expect(text).toContain('Every message is refused until “Check” is ticked');
    expect((await enter(made.path, CHECKING)).status).toBe(303);
    const { attempts } = await lastMessageThat(({ state }) => state === 'delivered');
    expect(attempts).toBeGreaterThan(1);
  });

  test('about a deleted case is acknowledged, and the page says so', async () => {
    const made = await addCaller(CHECKING);
    await define(made.endpoint);
    const { Id } = (await salesforce('POST', 'rows/Case', { SuppliedEmail: SUPPORT })) as {
      Id: string;
    };
    const body = new URLSearchParams({ do: 'delete' });
    await fetch(`${connector.baseUrl}/salesforce/cases/${Id}`, { method: 'POST', body });
    await salesforce('POST', 'outbound', { cases: [Id] });
    await lastMessageThat(({ state }) => state === 'delivered');
    const { text } = await admin.get(made.path);
    expect(text).toContain('Acknowledged; the record of a notification is deleted');
  });
});

describe('the address', () => {
  type Sent = { readonly type?: string; readonly method?: string };
  const post = async (
    endpoint: string,
    body: string | Uint8Array<ArrayBuffer>,
    { type = 'text/xml; charset=UTF-8', method = 'POST' }: Sent = {},
  ) => {
    const sent = method === 'GET' ? {} : { body };
    const response = await fetch(endpoint, { method, headers: { 'content-type': type }, ...sent });
    const text = await response.text();
    const [, fault = ''] = /<faultstring>([^<]+)<\/faultstring>/.exec(text) ?? [];
    const mediaType = response.headers.get('content-type');
    return { status: response.status, text, fault, mediaType, headers: response.headers };
  };
  const one = { id: notificationId(1), fields: { SuppliedEmail: SUPPORT } };
  const MESSAGE = soapMessage({ notifications: [one] });
  const many = (count: number) =>
    soapMessage({
      notifications: Array.from({ length: count }, (_, at) => ({ ...one, id: notificationId(at) })),
    });

  let made: Made;
  beforeAll(async () => {
    made = await addCaller(CHECKING);
  });

  test('answers with an Ack that is true, also when the message comes again', async () => {
    for (let times = 0; times < 2; times += 1) {
      const { status, text, mediaType } = await post(made.endpoint, MESSAGE);
      expect([status, mediaType]).toEqual([200, 'text/xml; charset=utf-8']);
      expect(text).toContain(
        '<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse>',
      );
    }
  });

  test('answers a hundred notifications, and one of 11 MB', async () => {
    expect((await post(made.endpoint, many(100))).status).toBe(200);
    const Description = escaped('x'.repeat(11 * 1024 * 1024));
    const fields = { SuppliedEmail: SUPPORT, Description };
    const large = soapMessage({ notifications: [{ id: notificationId(200), fields }] });
    expect((await post(made.endpoint, large)).status).toBe(200);
  });

  test.each<[string, string, () => string | Uint8Array<ArrayBuffer>, Sent?]>([
    ['101 notifications', 'body_invalid', () => many(101)],
    ['another namespace', 'body_invalid', () => MESSAGE.replaceAll('2005/09', '2006/04')],
    ['XML that ends early', 'body_malformed', () => MESSAGE.slice(0, -3)],
    ['a document type', 'body_malformed', () => MESSAGE.replace('?>', '?><!DOCTYPE x>')],
    ['invalid UTF-8', 'body_malformed', () => new Uint8Array([...Buffer.from(MESSAGE), 0xff])],
    ['13 MB', 'body_too_large', () => `${MESSAGE}${' '.repeat(13 * 1024 * 1024)}`],
    ['JSON', 'media_type_unsupported', () => '{}', { type: 'application/json' }],
    [
      'another organization',
      'outbound_org_other',
      () => soapMessage({ organizationId: '00DHs0000000002MAA', notifications: [one] }),
    ],
    [
      'an unknown mailbox',
      'connection_unknown',
      () =>
        soapMessage({
          notifications: [
            { id: notificationId(300), fields: { SuppliedEmail: 'nobody@example.com' } },
          ],
        }),
    ],
    [
      'a field that is empty',
      'body_invalid',
      () => soapMessage({ notifications: [{ id: notificationId(301), fields: { Id: '500' } }] }),
    ],
  ])('answers %s with a fault that says why', async (_, code, body, sent = {}) => {
    const { status, fault, mediaType, text } = await post(made.endpoint, body(), sent);
    expect([status, mediaType]).toEqual([500, 'text/xml; charset=utf-8']);
    expect(fault).toMatch(new RegExp(`^${code}: .`));
    expect(text).not.toContain('Ack');
  });

  test('names what is wrong, and how many notifications are not done', async () => {
    const empty = { id: notificationId(302), fields: { Id: '500' } };
    const message = soapMessage({ notifications: [{ ...one, id: notificationId(303) }, empty] });
    expect((await post(made.endpoint, message)).fault).toMatch(/\(mailbox; 1 of 2\)$/);
  });

  test('answers nobody without its key, nor what the key of another caller is for', async () => {
    const { endpoint, key } = made;
    const last = key.endsWith('0') ? '1' : '0';
    const wrong = [
      `${endpoint.slice(0, -1)}${last}`,
      endpoint.slice(0, -1),
      endpoint.replace(/\.[^/]*$/, ''),
      endpoint.replace(key, 'x'),
      endpoint.replace(key, '%00'),
    ];
    for (const each of wrong) {
      const { status, fault } = await post(each, MESSAGE);
      expect([status, fault]).toEqual([
        500,
        'caller_unverified: The caller could not be verified.',
      ]);
    }
    const operation = `${connector.baseUrl}/salesforce-webhook/v1/checkConnection`;
    const asKey = await fetch(operation, {
      method: 'POST',
      body: JSON.stringify({ mailbox: SUPPORT }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    });
    expect(asKey.status).toBe(401);
  });

  test('answers only a POST, and nothing above or below it', async () => {
    const { status, headers, fault } = await post(made.endpoint, '', { method: 'GET' });
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    expect(fault).toContain('method_not_allowed');
    expect((await post(`${made.endpoint}/x`, MESSAGE)).fault).toContain('not_found');
  });

  test('is replaced without a gap', async () => {
    const first = await addCaller(CHECKING);
    const rotate = async (action: string) => {
      const form_token = await formToken(admin);
      const { location } = await admin.submit(`${first.path}/${action}`, { form_token });
      return (await admin.get(location)).text;
    };
    const second = endpointIn(await rotate('secret'));
    expect(second.endpoint).not.toBe(first.endpoint);
    const statuses = async () => [
      (await post(first.endpoint, MESSAGE)).status,
      (await post(second.endpoint, MESSAGE)).status,
    ];
    expect(await statuses()).toEqual([200, 200]);
    await rotate('secret/end');
    expect(await statuses()).toEqual([500, 200]);
  });

  test('stands in no log, on no page but the one that shows it once, and in no file in the open', async () => {
    const secret = await addCaller(CHECKING);
    for (const body of [MESSAGE, '<x', MESSAGE.replaceAll(ORGANIZATION, '00DHs0000000002MAA')]) {
      await post(secret.endpoint, body);
    }
    const [, random = ''] = secret.key.split('.');
    expect(random.length).toBeGreaterThan(40);
    expect(connector.output()).toContain('/outbound/:key');
    expect(connector.output()).not.toContain(random);
    const elsewhere = await signedIn(connector.baseUrl);
    for (const path of [secret.path, PAGE, '/setup-page/events']) {
      expect((await elsewhere.get(path)).text).not.toContain(random);
    }
    const files = readdirSync(directory).filter((name) => name.startsWith('connector.sqlite'));
    const stored = files.map((name) => readFileSync(`${directory}/${name}`, 'latin1')).join('');
    expect(stored).toContain(secret.path.split('/').at(-1));
    expect(stored).not.toContain(random);
  });
});

describe('the form', () => {
  const WRONG: Entered = {
    operation: 'sendEmail',
    organizationId: '00D1',
    mapping: 'mailBox = "support@example.com"\ncaseId = Case.Id\ntoAddress = SuppliedEmail',
    permissions: ['send'],
  };
  const isAllThere = (text: string): void => {
    expect(text).toContain('value="00D1"');
    expect(text).toMatch(/<option value="sendEmail" selected>/);
    expect(text).toContain('mailBox = &quot;support@example.com&quot;\ncaseId = Case.Id\n');
    expect(text).toMatch(/value="send"[^>]* checked/);
    expect(text).toContain('The organization ID needs 15 or 18 characters');
    expect(text).toMatch(
      /Line 1<\/span> <span>mailBox<\/span> <span class="why">The operation has/,
    );
    expect(text).toMatch(/Line 2<\/span> <span>Case.Id<\/span> <span class="why">This is neither/);
    expect(text).toMatch(/—<\/span> <span>mailbox<\/span> <span class="why">The operation needs/);
  };

  test('that adds a caller says everything that is wrong, and loses nothing', async () => {
    const { status, text } = await enter(PAGE, WRONG);
    expect(status).toBe(422);
    isAllThere(text);
    expect(text).toMatch(/value="outbound"[^>]* checked/);
  });

  test('that changes one does so too, and nothing is stored', async () => {
    const made = await addCaller(CHECKING);
    const { status, text } = await enter(made.path, WRONG);
    expect(status).toBe(422);
    isAllThere(text);
    const stored = await admin.get(made.path);
    expect(stored.text).toContain('mailbox = SuppliedEmail</textarea>');
    const japanese = await admin.send(made.path, {
      method: 'POST',
      headers: { 'accept-language': 'ja' },
      body: new URLSearchParams({ form_token: await formToken(admin), name: 'x', mapping: '' }),
    });
    expect(japanese.text).toContain('アウトバウンドメッセージの設定を修正してください');
  });
});

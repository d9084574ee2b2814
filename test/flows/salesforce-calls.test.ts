import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { variablesOf } from '../salesforce/apex.ts';
import { type Callout, deployedCallout } from '../salesforce/callout.ts';
import { apexSource } from '../salesforce/calls-source.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { connectMailbox, formToken, signedIn } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';

const directory = temporaryDirectory();
let connector: Connector;
let made: { readonly url: string; readonly caller: string; readonly secret: string };
let callout: Callout;

beforeAll(async () => {
  connector = await startConnector({ directory });
  const admin = await signedIn(connector.baseUrl);
  await connectMailbox(admin, { account: SUPPORT, query: 'profile=receive_and_send' });
  const body = new URLSearchParams({
    form_token: await formToken(admin),
    name: 'The package',
    proof: 'signature',
  });
  for (const permission of ['status', 'send']) body.append('permission', permission);
  const { location } = await admin.send('/setup-page/callers', { method: 'POST', body });
  const { text } = await admin.get(location);
  const shown = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';
  // What a person copies from the caller's page.
  made = {
    url: shown(/org-package -- --url (\S+\/salesforce-webhook) --caller/),
    caller: shown(/org-package -- --url \S+ --caller ([0-9a-f]{12})"/),
    secret: shown(/Secret<\/span>\s*<span class="copyable-row"><input readonly value="([^"]+)"/),
  };
  callout = await deployedCallout(made);
});
afterAll(() => connector.end());

/** A body as the Apex client writes it. */
const bodyOf = (question: object): string =>
  JSON.stringify({ sentAt: new Date().toISOString(), ...question }).replaceAll(
    '{!',
    String.raw`{\u0021`,
  );

type Answer = { readonly status: number; readonly body: Record<string, Record<string, unknown>> };

async function ask(operation: string, question: object, by = callout): Promise<Answer> {
  const response = await by(operation, bodyOf(question));
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

const namesOf = (inner: string): readonly string[] =>
  variablesOf(apexSource('GmailConnector'), inner).map(({ name }) => name);

const sentMails = async (): Promise<number> => {
  const url = `${connector.baseUrl}/google/emulator/mailboxes/${SUPPORT}/messages`;
  const text = await (await fetch(url)).text();
  return text.split('"SENT"').length - 1;
};

describe('the package, with the values of the caller’s page', () => {
  test('asks how a mailbox is, and finds every variable of its answer', async () => {
    const { status, body } = await ask('getConnection', { mailbox: SUPPORT });
    expect([status, body['connection']?.['status']]).toEqual([200, 'active']);
    expect(Object.keys(body['connection'] ?? {})).toEqual(
      expect.arrayContaining([...namesOf('Connection')]),
    );
  });

  test('sends an e-mail once, however often the same one is asked for', async () => {
    const email = {
      eventId: '5f1d0000-0000-4000-8000-000000000001-answer',
      mailbox: SUPPORT,
      toAddress: 'ann@customer.example',
      subject: 'お問い合わせの件',
      textBody: 'Write {!$Credential.GmailConnector.Secret} into the field.',
    };
    const first = await ask('sendEmail', email);
    expect([first.status, first.body['send']?.['state']]).toEqual([200, 'done']);
    expect(Object.keys(first.body['send'] ?? {})).toEqual(
      expect.arrayContaining([...namesOf('Send')]),
    );
    const later = new Date(Date.now() + 60_000).toISOString();
    const again = await ask('sendEmail', { ...email, sentAt: later });
    expect(again.body).toEqual(first.body);
    expect(await sentMails()).toBe(1);
    const state = await ask('getSendState', { sendEventId: email.eventId });
    expect(state.body['send']?.['gmailMessageId']).toBe(first.body['send']?.['gmailMessageId']);
  });

  test('is told why nothing was sent, in every variable of a refusal', async () => {
    const email = { eventId: 'event-2', mailbox: SUPPORT, textBody: 'To nobody.' };
    const { status, body } = await ask('sendEmail', email);
    expect([status, body['error']?.['code']]).toEqual([422, 'send_recipient_missing']);
    expect(Object.keys(body['error'] ?? {})).toEqual(
      expect.arrayContaining([...namesOf('Refusal')]),
    );
  });

  test('is refused with another secret, and as another caller', async () => {
    for (const wrong of [{ secret: `${made.secret}x` }, { caller: '000000000000' }]) {
      const other = await deployedCallout({ ...made, ...wrong });
      const { status, body } = await ask('getConnection', { mailbox: SUPPORT }, other);
      expect([status, body['error']?.['code']]).toEqual([401, 'caller_unverified']);
    }
  });
});

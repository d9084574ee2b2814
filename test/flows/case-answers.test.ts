import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addTestCaller } from '../salesforce/webhook/callers-of-test.ts';
import { emulator } from '../support/emulator.ts';
import { eventually } from '../support/eventually.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { textMail } from '../support/text-mail.ts';

const SUPPORT = 'support@example.com';
const ANN = 'ann@customer.example';

const directory = temporaryDirectory();
let pipeline: MailPipeline;
/** Gmail drops the push of what happens within a second after another push. */
const PUSHES_MS = 1050;

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  await pipeline.connect(SUPPORT);
  await pipeline.sync();
});
afterAll(() => pipeline.close());

type Headers = Readonly<Record<string, string>>;

/** Waits until so many mails stand in the organization. */
const filed = (count: number) =>
  eventually(() => pipeline.org.rows('EmailMessage').length === count);
const messages = () => pipeline.google.mailOf(SUPPORT);
/** The headers with which a mail program answers the newest message of the mailbox. */
function answering(subject: string): Headers {
  const ids = messages().flatMap(({ messageId }) => messageId ?? []);
  return {
    Subject: `Re: ${subject}`,
    'In-Reply-To': ids.at(-1) ?? '',
    References: ids.join(' '),
  };
}

async function arrives(content: string, labelIds?: string[]): Promise<void> {
  const known = pipeline.org.rows('EmailMessage').length;
  await pause(PUSHES_MS);
  pipeline.google.deliverMail({ address: SUPPORT, content, ...(labelIds && { labelIds }) });
  await filed(known + 1);
}

/** The customer writes, or answers what came last. */
async function customerWrites(subject: string, text: string, isAnswer = true): Promise<void> {
  const headers = {
    From: `Ann <${ANN}>`,
    To: SUPPORT,
    'Message-ID': `<${text.replaceAll(' ', '.')}@customer.example>`,
    ...(isAnswer ? answering(subject) : { Subject: subject }),
  };
  await arrives(textMail(headers, text));
}

/** Somebody answers in Gmail's own window. */
async function gmailAnswers(subject: string, text: string): Promise<void> {
  const headers = {
    From: SUPPORT,
    To: ANN,
    'Message-ID': `<${text.replaceAll(' ', '.')}@mail.gmail.com>`,
    ...answering(subject),
  };
  await arrives(textMail(headers, text), ['SENT']);
}

const caseOf = (subject: string) => {
  const found = pipeline.org.rows('Case').filter((row) => row['Subject'] === subject);
  expect(found).toHaveLength(1);
  return String(found[0]?.['Id']);
};
const mailsOf = (caseId: string) =>
  pipeline.org.rows('EmailMessage').filter((row) => row['ParentId'] === caseId);

/** Presses the button of a case's page in the emulated organization, where a Flow answers. */
async function pressAnswer(caseId: string, text: string, eventId: string): Promise<Response> {
  const fields = { do: 'reply', mailbox: SUPPORT, text, event_id: eventId };
  return fetch(`${pipeline.baseUrl}/salesforce/cases/${caseId}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
}

async function caseAnswers(subject: string, text: string): Promise<void> {
  const pressed = await pressAnswer(caseOf(subject), text, `answer: ${text}`);
  expect([pressed.status, await pressed.text()]).toEqual([303, '']);
}

describe('a case that is answered through Gmail', () => {
  test('keeps ten mails to and fro, two of them from Gmail’s window, in one thread and one case', async () => {
    const subject = 'The printer is on fire';
    await customerWrites(subject, 'mail 1', false);
    await caseAnswers(subject, 'mail 2');
    await customerWrites(subject, 'mail 3');
    await gmailAnswers(subject, 'mail 4');
    await customerWrites(subject, 'mail 5');
    await caseAnswers(subject, 'mail 6');
    await customerWrites(subject, 'mail 7');
    await gmailAnswers(subject, 'mail 8');
    await customerWrites(subject, 'mail 9');
    await caseAnswers(subject, 'mail 10');

    expect(new Set(messages().map(({ threadId }) => threadId)).size).toBe(1);
    const mails = mailsOf(caseOf(subject)).map((row) => [
      String(row['TextBody']).trim().split('\n')[0]?.trim(),
      row['Incoming'],
      row['Subject'],
    ]);
    expect(mails).toEqual(
      Array.from({ length: 10 }, (_, at) => [
        `mail ${at + 1}`,
        at % 2 === 0,
        at === 0 ? subject : `Re: ${subject}`,
      ]),
    );
    expect(pipeline.org.rows('Case')).toHaveLength(1);
  });

  test('is sent once however often the button is pressed', async () => {
    const subject = 'A double click';
    await customerWrites(subject, 'Which colours are there?', false);
    const before = messages().length;
    const pressed = ['click', 'click', 'click'].map((event) =>
      pressAnswer(caseOf(subject), 'Red and blue.', event),
    );
    const statuses = (await Promise.all(pressed)).map(({ status }) => status);
    expect(statuses).toEqual([303, 303, 303]);
    expect(messages().length - before).toBe(1);
    expect(mailsOf(caseOf(subject))).toHaveLength(2);
  });

  test('shows what Gmail refuses, keeps the text, and is sent when the cause has ended', async () => {
    const subject = 'An outage';
    await customerWrites(subject, 'Are you there?', false);
    const faults = emulator(`${pipeline.baseUrl}/google`);
    await faults.provoke('gmail_api_off');
    const refused = await pressAnswer(caseOf(subject), 'Yes, we are.', 'outage-1');
    const page = await refused.text();
    expect(refused.status).toBe(400);
    expect(page).toContain('>Yes, we are.</textarea>');
    expect(page).toContain('name="event_id" value="outage-1"');
    expect(page).toMatch(/role="alert">[^<]*Gmail API/);
    await faults.heal();
    expect((await pressAnswer(caseOf(subject), 'Yes, we are.', 'outage-1')).status).toBe(303);
    expect(mailsOf(caseOf(subject))).toHaveLength(2);
  });
});

describe('the Named Credential of the emulated organization', () => {
  const enter = (fields: Record<string, string>) =>
    fetch(`${pipeline.baseUrl}/salesforce/setup`, {
      method: 'POST',
      body: new URLSearchParams({ do: 'credential', ...fields }),
      redirect: 'manual',
    });
  const url = () => `${pipeline.baseUrl}/salesforce-webhook`;

  test.each(['signature', 'timestamped', 'key'] as const)(
    'proves a call by %s as Salesforce does',
    async (proof) => {
      const subject = `A call by ${proof}`;
      await customerWrites(subject, `Ask by ${proof}`, false);
      const { caller, secret } = await addTestCaller(pipeline.runtime, proof, ['send']);
      const named = proof === 'key' ? '' : caller.id;
      expect((await enter({ url: url(), proof, caller: named, secret })).status).toBe(303);
      const pressed = await pressAnswer(caseOf(subject), 'Here it is.', `by-${proof}`);
      expect([pressed.status, await pressed.text()]).toEqual([303, '']);
      expect(pipeline.log()).not.toContain(secret);
    },
  );

  test('is refused without a secret, and says so when the connector does not know it', async () => {
    const nobody = { url: url(), proof: 'signature', caller: '0123456789ab' };
    expect((await enter({ ...nobody, secret: '' })).status).toBe(400);
    expect((await enter({ ...nobody, secret: 'guessed' })).status).toBe(303);
    const refused = await pressAnswer(caseOf('A call by key'), 'Hello', 'by-nobody');
    expect(refused.status).toBe(400);
    expect(await refused.text()).toMatch(/role="alert">/);
  });
});

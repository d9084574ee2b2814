import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { textMail } from '../support/text-mail.ts';

const SUPPORT = 'support@example.com';
const directory = temporaryDirectory();
let pipeline: MailPipeline;

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  await pipeline.connect(SUPPORT);
  await pipeline.sync();
});
afterAll(() => pipeline.close());

const mail = (headers: Record<string, string>, text = 'How do I reset it?'): string =>
  textMail({ From: 'Ann <ann@customer.example>', To: SUPPORT, ...headers }, text);

describe('a mail that arrives in a connected mailbox', () => {
  test('is a case in Salesforce, and its answer is on the same case', async () => {
    const { google, org } = pipeline;
    google.deliverMail({
      address: SUPPORT,
      content: mail({ 'Message-ID': '<one@customer.example>', Subject: 'A question' }),
    });
    await eventually(() => org.rows('EmailMessage').length === 1);
    await google.settlePushes();
    const headers = {
      'Message-ID': '<two@customer.example>',
      'In-Reply-To': '<one@customer.example>',
      References: '<one@customer.example>',
      Subject: 'Re: A question',
    };
    // Gmail drops the push of a second mail within a second.
    await pause(1100);
    google.deliverMail({ address: SUPPORT, content: mail(headers, 'It works now.') });
    await eventually(() => org.rows('EmailMessage').length === 2);
    const [opened, ...others] = org.rows('Case');
    expect(others).toEqual([]);
    expect(org.rows('EmailMessage').map(({ ParentId, Subject }) => [ParentId, Subject])).toEqual([
      [opened?.['Id'], 'A question'],
      [opened?.['Id'], 'Re: A question'],
    ]);
    expect(opened).toMatchObject({ Subject: 'A question', Origin: 'Email' });
  });
});

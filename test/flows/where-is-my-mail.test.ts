import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Language } from '../../shared/language.ts';
import { say } from '../../shared/pages/messages.ts';
import { FORM_TOKEN, type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import type { Person, Seen } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { buildMails, MAILS } from './where-mails.ts';

const directory = temporaryDirectory();
const LANGUAGES = ['en', 'ja'] as const;
let pipeline: MailPipeline;
let admin: Person;
const took: number[] = [];

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  await buildMails(pipeline, directory);
  admin = await pipeline.signedIn();
}, 120_000);
afterAll(() => pipeline.close());

async function where(fields: Readonly<Record<string, string>>, language: Language): Promise<Seen> {
  admin.setCookie('connector_language', language);
  const began = performance.now();
  const seen = await admin.submit('/setup-page/where', { form_token: FORM_TOKEN, ...fields });
  took.push(performance.now() - began);
  return seen;
}

/** What a reader sees of the answer: its text, without the form above it. */
const answerIn = ({ text }: Seen): string =>
  text
    .slice(text.indexOf('id="result"'))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#3?9;/g, '’')
    .replaceAll(/\s+/g, ' ');

describe('where a mail is', () => {
  test('is asked of sixty mails', () => {
    expect(MAILS.length).toBeGreaterThanOrEqual(60);
  });

  for (const language of LANGUAGES)
    test.each(MAILS)(`${language}: $name`, async ({ ask, title, whoActs, says = [] }) => {
      const seen = await where({ zone: 'UTC', ...ask }, language);
      expect(seen.status).toBe(200);
      const answer = answerIn(seen);
      for (const key of [title, whoActs, ...says])
        expect(answer).toContain(say(language, key).replaceAll(/\s+/g, ' '));
    });

  test('is answered within two seconds', () => {
    const sorted = took.toSorted((one, other) => one - other);
    const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.POSITIVE_INFINITY;
    expect(took.length).toBeGreaterThanOrEqual(120);
    expect(p95).toBeLessThan(1500);
  });
});

describe('a question that cannot be asked', () => {
  test.each([
    ['nothing', {}, 'trace_empty'],
    ['ten thousand characters', { subject: 'x'.repeat(10_000) }, 'trace_too_long'],
    ['operators for an address', { address: 'in:anywhere' }, 'trace_address_invalid'],
    ['an impossible day', { subject: 'x', day: '2026-02-30' }, 'trace_day_invalid'],
    ['an unknown mailbox', { subject: 'x', mailbox: 'no@example.com' }, 'trace_mailbox_unknown'],
  ] as const)('is told what is wrong with it: %s', async (_, fields, code) => {
    for (const language of LANGUAGES) {
      const { status, text } = await where({ zone: 'UTC', ...fields }, language);
      expect(status).toBe(422);
      expect(text).toContain(say(language, code).replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
      expect(text).toContain('aria-invalid="true"');
      expect(text).not.toContain('id="result"');
    }
  });

  test('is answered where it only looks odd', async () => {
    for (const subject of [
      '" OR in:anywhere "',
      '🙂 ｆｉｌｅｄ１',
      '\u0000\u202efiled1',
      "'; DROP TABLE",
    ]) {
      const { status } = await where({ zone: 'UTC', subject }, 'en');
      expect([subject, status]).toEqual([subject, 200]);
    }
  });

  test('is refused from another page, and to who is not signed in', async () => {
    const strange = await admin.submit('/setup-page/where', { subject: 'x', form_token: 'no' });
    expect(strange.status).toBe(403);
    const body = new URLSearchParams({ subject: 'x', form_token: FORM_TOKEN });
    const anybody = await fetch(`${pipeline.baseUrl}/setup-page/where`, { method: 'POST', body });
    expect(anybody.status).toBe(401);
  });
});

test('what was asked for and what was found is in no line of the log', () => {
  const log = pipeline.log();
  expect(log).toContain('POST setup-page /where answered');
  for (const word of ['filed1', 'customer.example', 'About ', '請求書', 'The text of'])
    expect([word, log.includes(word)]).toEqual([word, false]);
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import type { Person } from '../support/person.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { textMail } from '../support/text-mail.ts';

const SUPPORT = 'support@example.com';
const IDLE = 'idle@example.com';
/** In Tokyo it is the next day already. */
const NOW = new Date('2026-11-29T20:00:00Z');
const directory = temporaryDirectory();
let pipeline: MailPipeline;
let admin: Person;
let id: string;

function deliver(name: string, labelIds: readonly string[] = ['INBOX'], at = NOW): void {
  const headers = { From: `Ann <${name}@customer.example>`, To: SUPPORT, Subject: name };
  const content = textMail({ ...headers, 'Message-ID': `<${name}@customer.example>` }, 'Hello');
  pipeline.google.deliverMail({
    address: SUPPORT,
    content,
    labelIds: [...labelIds],
    internalDate: at,
  });
}

beforeAll(async () => {
  const clock = { now: () => new Date(NOW), sleep: async () => {} };
  pipeline = await startMailPipeline({
    directory,
    now: () => new Date(NOW),
    composition: { adaptPorts: (ports) => ({ ...ports, clock }) },
  });
  id = await pipeline.connect(SUPPORT);
  await pipeline.authorize(IDLE);
  await pipeline.sync();
  pipeline.org.switchOn('validation_rule', { object: 'Case', contains: 'heldone', message: 'No.' });
  for (const name of ['one', 'two', 'heldone']) deliver(name);
  deliver('spam', ['SPAM']);
  await eventually(async () => {
    await pipeline.sync();
    const { found, filed, skipped, held } = await pipeline.runtime.mail.countArrived({
      connectionId: id,
      from: new Date('2026-11-29T00:00:00Z'),
      until: new Date('2026-11-30T00:00:00Z'),
    });
    return found === 0 && filed + skipped + held === 4;
  });
  admin = await pipeline.signedIn();
}, 60_000);
afterAll(() => pipeline.close());

const textOf = async (path: string): Promise<string> =>
  (await admin.get(path)).text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the mail of a day', () => {
  test('is counted by what became of it, in all mailboxes and in each', async () => {
    const text = await textOf('/setup-page/mail');
    expect(text).toContain('Arrived on 2026-11-29 (UTC)');
    expect(text).toContain('Arrived 4 Filed 2 Skipped 1 Held 1 Waiting 0');
    expect(text).toMatch(/support@example\.com 4 2 1 1 0/);
    expect(text).toMatch(/idle@example\.com Off 0 0 0 0 0|idle@example\.com [^0-9]*0 0 0 0 0/);
    expect(text).toContain('Held mail, by cause');
  });

  test('is on the page of its mailbox', async () => {
    const text = await textOf(`/setup-page/connections/${id}`);
    expect(text).toContain('Arrived 4 Filed 2 Skipped 1 Held 1 Waiting 0');
  });

  test('is that of the day in the reader’s time zone, which the page names', async () => {
    admin.setCookie('connector_zone', 'Asia/Tokyo');
    expect(await textOf('/setup-page/mail')).toContain('Arrived on 2026-11-30 (Asia/Tokyo)');
    admin.setCookie('connector_zone', 'Pacific/Pago_Pago');
    expect(await textOf('/setup-page/mail')).toContain('2026-11-29 (Pacific/Pago_Pago)');
    admin.setCookie('connector_zone', 'Mars/Base');
    expect(await textOf('/setup-page/mail')).toContain('2026-11-29 (UTC)');
  });

  test('is for administrators only', async () => {
    const { status } = await fetch(`${pipeline.baseUrl}/setup-page/mail`);
    expect(status).toBe(401);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashOf } from '../../shared/mail/filing/thread-link.ts';
import { mailOf } from '../../shared/runtime/mail.ts';
import { factsOf, runCommand } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const TARO = 'taro@customer.example';
const directory = temporaryDirectory();
let pipeline: MailPipeline;
let connectionId: string;
let threadId: string;

const erase = (...options: readonly string[]) =>
  runCommand(['mail', 'erase', ...options], { BASE_URL: pipeline.baseUrl, DATA_DIR: directory });

const participants = async (): Promise<readonly string[]> => {
  const link = await mailOf(pipeline.runtime).store.readThreadLink(connectionId, threadId);
  return link?.value.participants ?? [];
};

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  connectionId = await pipeline.connect(SUPPORT);
  await pipeline.sync();
  const content = [
    `From: Taro <${TARO}>`,
    `To: ${SUPPORT}`,
    'Message-ID: <q@customer.example>',
    'Subject: Help',
    '',
    'Help.',
  ].join('\r\n');
  threadId = pipeline.google.deliverMail({
    address: SUPPORT,
    content,
    labelIds: ['INBOX'],
  }).threadId;
  await eventually(async () => {
    await pipeline.sync();
    return (await participants()).length > 0;
  });
}, 60_000);
afterAll(() => pipeline.close());

describe('npm run mail -- erase', () => {
  test('erases nothing that nobody confirmed', async () => {
    const { code, stderr } = await erase('--address', TARO);
    expect(code).toBe(2);
    expect(stderr).toContain('Nothing was erased');
    const json = await erase('--address', TARO, '--json');
    expect([json.code, factsOf(json)]).toEqual([2, { error: { code: 'confirmation_missing' } }]);
    expect(await participants()).toContain(hashOf(connectionId, TARO));
  });

  test('erases an address, counts, says what it does not touch, and names nobody in the event', async () => {
    const { code, stdout } = await erase('--address', TARO.toUpperCase(), '--yes');
    expect(code).toBe(0);
    expect(stdout).toContain('✓ Thread links: 1 looked at, erased from 1, 0 left');
    expect(stdout).toContain('Blocked senders: 0 mailboxes name it');
    expect(stdout).toMatch(/Not stored.*ledger/);
    expect(stdout).toMatch(/Not touched: Gmail; cases/);
    expect(stdout).not.toContain('taro');
    expect(await participants()).toEqual([hashOf(connectionId, SUPPORT)]);
    const events = await pipeline.runtime.store.listEvents({ connectionId: null, limit: 20 });
    const erased = events.filter(({ kind }) => kind === 'address_erased');
    expect(erased).toMatchObject([{ count: 1, by: null, address: null, connectionId: null }]);
    expect(JSON.stringify(erased)).not.toContain('taro');
  });

  test('may be repeated, and prints one object', async () => {
    const again = await erase('--address', TARO, '--yes', '--json');
    expect([again.code, factsOf(again)]).toEqual([
      0,
      { threads: 1, erased: 0, left: 0, blockedBy: [] },
    ]);
  });

  test('says that it is not finished when the store fails, and how to go on', async () => {
    const ended = await runCommand(['mail', 'erase', '--address', TARO, '--yes'], {
      DATA_DIR: `${directory}/nowhere`,
    });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('It is not finished. Run it again.');
  });

  test.each([
    [['erase']],
    [['erase', '--address', 'taro']],
    [['erase', '--address', TARO, 'more']],
    [['erase', '--address', TARO, '--day', '2026-11-27']],
    [['preview', 'a.eml', '--yes']],
    [['statement', '--mailbox', SUPPORT, '--day', '2026-11-27', '--address', TARO]],
  ])('explains itself when it is called wrongly: %j', async (args) => {
    const { code, stderr } = await runCommand(['mail', ...args], {});
    expect(code).toBe(2);
    expect(stderr).toContain('npm run --silent mail -- erase --address ADDRESS');
  });
});

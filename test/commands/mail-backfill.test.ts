import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stopBackfill } from '../../shared/mail/index.ts';
import { mailOf } from '../../shared/runtime/mail.ts';
import { factsOf, type Running, runCommand, startCommand } from '../support/command.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const SUPPORT = 'support@example.com';
const DAY_MS = 24 * 60 * 60 * 1000;
const directory = temporaryDirectory();
let pipeline: MailPipeline;
let connectionId: string;

const asked = (...options: readonly string[]) =>
  ['mail', 'backfill', '--mailbox', SUPPORT, ...options] as const;
const settings = () => ({ BASE_URL: pipeline.baseUrl, DATA_DIR: directory });
const begin = (...options: readonly string[]): Running =>
  startCommand(asked(...options), settings());

const eventsOf = async (kind: string) =>
  (await pipeline.runtime.store.listEvents({ connectionId, limit: 100 })).filter(
    (event) => event.kind === kind,
  );

beforeAll(async () => {
  pipeline = await startMailPipeline({ directory });
  for (let days = 1; days <= 5; days++) {
    const content = [
      'From: Ann <ann@customer.example>',
      `To: ${SUPPORT}`,
      `Message-ID: <${days}@customer.example>`,
      `Subject: The secret of day ${days}`,
      '',
      'Hello.',
    ].join('\r\n');
    // Not at the edge of a day, of which Gmail lists a second more.
    const internalDate = new Date(Date.now() - days * DAY_MS - 60_000);
    pipeline.google.deliverMail({ address: SUPPORT, content, labelIds: ['INBOX'], internalDate });
  }
  connectionId = await pipeline.connect(SUPPORT);
  await pipeline.sync();
}, 60_000);
afterAll(() => pipeline.close());

describe('npm run mail -- backfill', () => {
  test('begins, shows how far it has come while mail-sync works, and ends when all is brought', async () => {
    const running = begin('--days', '4');
    await running.printed('has come to');
    for (let run = 0; run < 3; run++) await pipeline.sync();
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^… .*: has come to .*; 0 found, 0 done, 0 to be filed\n/);
    expect(stdout.trimEnd()).toMatch(/✓ All mail from .* is brought: 3 found, 3 done, 0 to be/);
    expect(stderr).toContain('goes on when nobody watches');
    expect(stdout + stderr).not.toMatch(/secret|customer/);
    expect(pipeline.org.rows('EmailMessage')).toHaveLength(3);
    expect(await eventsOf('backfill_begun')).toMatchObject([{ by: 'npm run mail', count: 4 }]);
  });

  test('watches one that is at work and begins none beside it, with an object for each change', async () => {
    const first = begin('--days', '30', '--json');
    await first.printed('at_work');
    first.kill('SIGINT');
    await first.ended;
    const second = begin('--days', '7', '--json');
    await second.printed('at_work');
    await stopBackfill(mailOf(pipeline.runtime), { connectionId, by: 'admin@example.com' });
    const { code, stdout, stderr } = await second.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('only watched');
    const states = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(states.map(({ state }) => state)).toEqual(['at_work', 'stopped']);
    expect(states[0]).toEqual({
      ...{ mailbox: SUPPORT, state: 'at_work', found: 0, done: 0, left: 0 },
      from: expect.any(String),
      to: expect.any(String),
      reached: states[0].from,
    });
    expect(Date.parse(states[0].to) - Date.parse(states[0].from)).toBeGreaterThan(29 * DAY_MS);
    expect(await eventsOf('backfill_begun')).toHaveLength(2);
  });

  test('says of a mailbox whose mail becomes no cases that there is nothing to begin', async () => {
    const args = ['--mailbox', 'nobody@example.com', '--days', '3', '--json'];
    const ended = await runCommand(['mail', 'backfill', ...args], settings());
    expect([ended.code, factsOf(ended)]).toEqual([2, { error: { code: 'mailbox_unknown' } }]);
    expect(ended.stderr).toContain('Check the address');
  });

  test('says of days that are all after the start that there is nothing to begin', async () => {
    const { store } = mailOf(pipeline.runtime);
    const read = await store.readIntake(connectionId);
    if (!read) throw new Error('unreachable');
    const startsAt = new Date(Date.now() - 10 * DAY_MS);
    const revision = await store.writeIntake({ ...read.value, startsAt }, read.revision);
    const ended = await runCommand(asked('--days', '3', '--json'), settings());
    expect([ended.code, factsOf(ended)]).toEqual([2, { error: { code: 'backfill_invalid' } }]);
    expect(ended.stderr).toContain('reach back beyond the moment');
    await store.writeIntake(read.value, revision);
  });

  test('does not make an installation where there is none', async () => {
    const { code, stderr } = await runCommand(asked('--days', '3'), {
      DATA_DIR: `${directory}/nowhere`,
    });
    expect(code).toBe(1);
    expect(stderr).toContain('there is no');
  });

  test.each([
    [['backfill']],
    [['backfill', '--mailbox', SUPPORT]],
    ...['0', '31', '1.5', '03', 'all'].map((days) => [
      ['backfill', '--mailbox', SUPPORT, '--days', days],
    ]),
    [['backfill', '--mailbox', SUPPORT, '--days', '3', '--csv']],
    [['statement', '--mailbox', SUPPORT, '--day', '2026-11-27', '--days', '3']],
  ])('explains itself when it is called wrongly: %j', async (args) => {
    const { code, stderr } = await runCommand(['mail', ...args], {});
    expect(code).toBe(2);
    expect(stderr).toContain('npm run --silent mail -- backfill --mailbox ADDRESS --days N');
  });
});

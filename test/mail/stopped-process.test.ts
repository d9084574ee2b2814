import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tryAgain } from '../../shared/mail/index.ts';
import { mailOf } from '../../shared/runtime/mail.ts';
import { createMovedClock } from '../fleet/moved-clock.ts';
import { type MailPipeline, startMailPipeline } from '../support/mail-pipeline.ts';
import { memoryDirectory } from '../support/temporary-directory.ts';
import { startWorkers, type Workers } from './storm/workers.ts';

const directory = memoryDirectory();
const clock = createMovedClock();
const connections = new Map<string, string>();
/** How many more times a message kills the process that reads it, by Gmail's id. */
const kills = new Map<string, number>();
/** How often each message was read. */
const reads = new Map<string, number>();
let pipeline: MailPipeline;
let workers: Workers;

/** One process does all work. It is killed in the middle of reading a message. */
beforeAll(async () => {
  pipeline = await startMailPipeline({
    directory,
    environment: { LOG_LEVEL: 'error' },
    composition: { adaptPorts: (ports) => ({ ...ports, clock }) },
    now: clock.now,
    arrives: (path) => {
      const id = path.match(/\/messages\/(\w+)$/)?.[1];
      if (!id) return;
      reads.set(id, (reads.get(id) ?? 0) + 1);
      const left = kills.get(id) ?? 0;
      if (left === 0) return;
      kills.set(id, left - 1);
      workers.killOne();
    },
    functions: async (request, response) => workers.serve(request, response),
  });
  const environment = { BASE_URL: pipeline.baseUrl, DATA_DIR: directory };
  workers = await startWorkers({ count: 1, seed: 1, random: () => 0, environment });
  for (const name of ['first', 'second', 'third']) {
    const address = `${name}@example.com`;
    connections.set(address, await pipeline.connect(address));
  }
  await pipeline.sync();
}, 60_000);
afterAll(() => pipeline.close());

const subjects = (): readonly unknown[] =>
  pipeline.org
    .rows('EmailMessage')
    .map(({ Subject }) => Subject)
    .toSorted();

function deliver(address: string, subject: string): string {
  const content = [
    'From: Ann <ann@customer.example>',
    `To: ${address}`,
    `Message-ID: <${subject.replaceAll(' ', '-')}@customer.example>`,
    `Date: ${clock.now().toUTCString()}`,
    `Subject: ${subject}`,
    '',
    'How do I reset it?',
  ].join('\r\n');
  return pipeline.google.deliverMail({ address, content, labelIds: ['INBOX'] }).id;
}

/** Lets the lease of a process that died end, and runs what is due. */
async function passAndSync(): Promise<void> {
  await pipeline.google.settlePushes();
  clock.moveTo(clock.aheadMs + 3.5 * 60_000);
  await workers.face({ aheadMs: clock.aheadMs, isReliable: true });
  await pipeline.sync().catch(() => undefined);
}

const entryOf = async (address: string, id: string) =>
  (await pipeline.runtime.mail.readEntry(connections.get(address) ?? '', id))?.value;

test('a mail that kills each process that reads it is held, and all other mail is filed once', async () => {
  const before = workers.killed;
  deliver('first@example.com', 'Before it');
  const id = deliver('first@example.com', 'Deadly');
  kills.set(id, 99);
  deliver('first@example.com', 'After it');
  deliver('second@example.com', 'In another mailbox');
  deliver('third@example.com', 'In a third one');
  for (let runs = 0; runs < 8; runs++) await passAndSync();
  const entry = await entryOf('first@example.com', id);
  expect([entry?.state, entry?.failure?.code]).toEqual(['held', 'mail_stops_process']);
  expect(subjects()).toEqual(['After it', 'Before it', 'In a third one', 'In another mailbox']);
  // One that nobody noted, and three that were.
  expect(workers.killed - before).toBe(4);
  expect(await pipeline.runtime.mail.countHeld(null)).toBe(1);

  // A person has it tried again after it was mended.
  kills.delete(id);
  const connectionId = connections.get('first@example.com') ?? '';
  const which = { heldFor: 'mail_stops_process' } as const;
  await tryAgain(mailOf(pipeline.runtime), { connectionId, which, by: 'admin@example.com' });
  await passAndSync();
  expect((await entryOf('first@example.com', id))?.state).toBe('filed');
  expect(subjects().filter((subject) => subject === 'Deadly')).toHaveLength(1);
}, 120_000);

test('innocent mail at which three processes were killed is filed once, and no mail is held', async () => {
  const ids = ['first', 'second', 'third'].map((name) =>
    deliver(`${name}@example.com`, `Innocent in ${name}`),
  );
  kills.set(ids[0] ?? '', 3);
  for (let runs = 0; runs < 6; runs++) await passAndSync();
  expect(subjects().filter((subject) => String(subject).startsWith('Innocent'))).toEqual([
    'Innocent in first',
    'Innocent in second',
    'Innocent in third',
  ]);
  expect(await pipeline.runtime.mail.countHeld(null)).toBe(0);
  expect(ids.map((id) => (reads.get(id) ?? 0) > 0)).toEqual([true, true, true]);
}, 120_000);

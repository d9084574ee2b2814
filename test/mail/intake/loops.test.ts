import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { fileEntries } from '../../../shared/mail/filing/index.ts';
import {
  changeRouting,
  notePush,
  runMailbox,
  runOne,
  switchOff,
} from '../../../shared/mail/index.ts';
import { createFakeOrg } from '../fake-org.ts';
import { createFakeScratch, mailOf } from '../message/mails.ts';
import { DAY, HOUR, MAILBOX, MINUTE, openIntake, ROUTING } from './harness.ts';

/** A mailbox that is on, whose mail is filed in an org in memory. */
async function openLoop() {
  const it = openIntake();
  const org = createFakeOrg();
  const { scratch } = createFakeScratch();
  const ports = { ...it.ports, fileEntries, scratch, casesOf: () => org.store };
  await it.begin();
  let mails = 0;
  return {
    ...it,
    /** That many equal mails come, one a second. */
    deliver(count: number): void {
      for (let n = 0; n < count; n++) {
        it.gmail.deliver(MAILBOX, { raw: loopMail(++mails) });
        it.pass(1000);
      }
    },
    /** A run after a push, in a process of its own: it knows what is stored, and nothing else. */
    async run(): Promise<void> {
      const own = { ...ports, store: { ...it.store } };
      const until = new Date(it.clock.now().getTime() + MINUTE);
      const quietly = { until, watch: () => undefined };
      const push = it.gmail.takePushes().at(-1);
      const noted = push ? await notePush(own, push) : null;
      if (noted?.kind === 'leased') await runMailbox(own, noted.leased, quietly);
      else await runOne(own, MAILBOX, quietly);
    },
    count: (state: string): number =>
      it.store.entriesOf(MAILBOX).filter((entry) => entry.state === state).length,
  };
}

const loopMail = (number: number): Buffer =>
  mailOf(
    `Message-ID: <${number}@loop.example>`,
    'Date: Sat, 28 Nov 2026 12:00:00 +0000',
    'From: Robot <robot@loop.example>',
    'To: support@company.example',
    'Subject: We got your mail',
    '',
    'Thank you.',
  );

test('A loop is noticed across the runs of different processes', async () => {
  const it = await openLoop();
  for (let run = 0; run < 5; run++) {
    it.deliver(5);
    it.pass(5000);
    await it.run();
  }
  expect([it.count('filed'), it.count('held')]).toEqual([15, 10]);
});

test('A loop costs a mailbox no write of its intake', async () => {
  const writes = async (loops: 'hold' | 'file'): Promise<number | undefined> => {
    const it = await openLoop();
    const policies = { ...ROUTING.policies, loops };
    const routing = { ...ROUTING, policies };
    await changeRouting(it.ports, { connectionId: MAILBOX, routing, by: 'admin@company.example' });
    it.store.calls.length = 0;
    it.deliver(20);
    it.pass(MINUTE);
    await it.run();
    return it.store.counts()['writeIntake'];
  };
  expect(await writes('hold')).toBe(await writes('file'));
});

test('A mailbox is done when it has filed a loop: the held ones leave nothing open', async () => {
  const it = await openLoop();
  it.deliver(20);
  it.pass(MINUTE);
  await it.run();
  expect(it.count('held')).toBe(5);
  expect(it.intake().hasOpenEntries).toBe(false);
});

describe('What is noted of the mail', () => {
  test('is forgotten after twenty minutes, also when nothing comes', async () => {
    const it = await openLoop();
    it.deliver(3);
    it.pass(MINUTE);
    await it.run();
    expect(it.intake().recentMails).toHaveLength(3);
    it.pass(21 * MINUTE);
    await it.run();
    expect(it.intake().recentMails).toEqual([]);
  });

  test('is forgotten when the mailbox is switched off', async () => {
    const it = await openLoop();
    it.deliver(3);
    it.pass(MINUTE);
    await it.run();
    await switchOff(it.ports, { connectionId: MAILBOX, by: 'admin@company.example' });
    expect(it.intake().recentMails).toEqual([]);
  });

  test('is kept when the mailbox fails during the run', async () => {
    const it = await openLoop();
    it.deliver(10);
    it.pass(MINUTE);
    let reads = 0;
    it.gmail.hooks.before = ({ operation }) => {
      if (operation === 'read' && ++reads > 6) throw new AppError('connection_needs_reconnect');
    };
    await it.run();
    expect([it.count('filed'), it.intake().recentMails.length]).toEqual([6, 6]);
  });
});

test.each([15, 20])(
  'A process that dies anywhere while %i equal mails are filed holds none of the first fifteen',
  async (mails) => {
    let steps = 0;
    for (let isOver = false; !isOver; steps += 3) {
      const it = await openLoop();
      it.deliver(mails);
      it.pass(MINUTE);
      let [step, isDead] = [0, false];
      const die = (): void => {
        if (isDead || step++ === steps) {
          isDead = true;
          throw new AppError('store_unavailable');
        }
      };
      const hooks = [it.store.hooks, it.gmail.hooks];
      for (const each of hooks) Object.assign(each, { before: die, after: die });
      await it.run().catch(() => null);
      isOver = !isDead;
      for (const each of hooks) Object.assign(each, { before: undefined, after: undefined });
      for (const wait of [HOUR, DAY]) {
        it.pass(wait);
        await it.run();
      }
      expect(it.count('found')).toBe(0);
      expect(it.count('held')).toBeLessThanOrEqual(mails - 15);
      const first = it.store.entriesOf(MAILBOX).slice(0, 15);
      expect(first.every(({ state }) => state === 'filed')).toBe(true);
    }
    expect(steps).toBeGreaterThan(mails);
  },
);

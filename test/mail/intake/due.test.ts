import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { type RanMailbox, runDueMailboxes, switchOn } from '../../../shared/mail/index.ts';
import { withPlausibleIntakes } from '../../../shared/mail/model/plausible-intakes.ts';
import { ALL_SHARDS } from '../../../shared/tokens/index.ts';
import { HOUR, MAILBOX, MINUTE, openIntake, ROUTING } from './harness.ts';

type Started = Pick<ReturnType<typeof openIntake>, 'clock' | 'ports'>;

const runAll = (it: Started, over: { limit?: number; ms?: number } = {}) => {
  const ran: RanMailbox[] = [];
  const until = new Date(it.clock.now().getTime() + (over.ms ?? MINUTE));
  const run = { until, limit: over.limit ?? 100, concurrency: 4, shards: ALL_SHARDS };
  return runDueMailboxes(it.ports, run, { mailbox: (one) => ran.push(one) }).then((summary) => ({
    summary,
    ran,
  }));
};

async function openThree() {
  const it = openIntake();
  await it.on();
  for (const n of [2, 3]) {
    const [connectionId, address] = [`mailbox-${n}`, `box${n}@company.example`];
    it.gmail.addMailbox(connectionId, address);
    await switchOn(it.ports, {
      connectionId,
      address,
      routing: ROUTING,
      startsAt: null,
      by: 'admin@company.example',
    });
  }
  return it;
}

describe('a run over mailboxes', () => {
  test('reads every mailbox that is due, and counts', async () => {
    const it = await openThree();
    it.gmail.deliver(MAILBOX);
    it.gmail.deliver('mailbox-3');
    const { summary } = await runAll(it);
    expect(summary).toEqual({ due: 3, read: 3, failed: 0, busy: 0, left: 0, found: 2 });
    expect((await runAll(it)).summary.due).toBe(0);
  });

  test('goes on when a mailbox fails, and names it', async () => {
    const it = await openThree();
    it.gmail.removeMailbox('mailbox-2');
    const { summary, ran } = await runAll(it);
    expect(summary).toMatchObject({ due: 3, read: 2, failed: 1 });
    expect(ran.find(({ kind }) => kind === 'failed')).toMatchObject({
      connectionId: 'mailbox-2',
      error: { code: 'connection_needs_reconnect' },
    });
  });

  test('goes on when the store fails for a mailbox', async () => {
    const it = await openThree();
    let failed = 0;
    it.store.hooks.before = ({ operation }) => {
      // As often as a write is tried.
      if (operation === 'readIntake' && failed++ < 1) throw new AppError('store_unavailable');
    };
    const { summary } = await runAll(it);
    expect(summary).toMatchObject({ due: 3, read: 3 });
    it.pass(HOUR);
    it.store.hooks.before = ({ operation }) => {
      if (operation === 'readIntake') throw new AppError('store_unavailable');
    };
    expect((await runAll(it)).summary).toMatchObject({ due: 3, failed: 3 });
  });

  test('of two instances reads each mailbox once', async () => {
    const it = await openThree();
    it.gmail.calls.length = 0;
    const both = await Promise.all([runAll(it), runAll(it)]);
    const reads = both.map(({ summary }) => summary.read);
    expect(reads.reduce((sum, read) => sum + read, 0)).toBe(3);
    expect(it.gmail.calls.filter(({ operation }) => operation === 'watch')).toHaveLength(3);
  });

  test('reads a mailbox whose moments a clock wrote that ran ahead', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX);
    const read = await it.store.readIntake(MAILBOX);
    if (!read) throw new Error('There is no intake');
    const ahead = new Date(it.clock.now().getTime() + 9000 * HOUR);
    const lease = { owner: 'other', expiresAt: ahead };
    await it.store.writeIntake(
      { ...read.value, lease, dueAt: ahead, pollAt: ahead },
      read.revision,
    );
    const store = withPlausibleIntakes(it.store, it.clock);
    const { summary } = await runAll({ ...it, ports: { ...it.ports, store } });
    expect(summary).toMatchObject({ due: 1, read: 1, found: 1 });
    expect(it.intake().pollAt.getTime()).toBeLessThan(ahead.getTime());
  });

  test('begins no mailbox when the time is up', async () => {
    const it = await openThree();
    expect((await runAll(it, { ms: 0 })).summary).toMatchObject({ due: 3, read: 0, left: 3 });
  });

  test('fails when it cannot learn what is due', async () => {
    const it = await openThree();
    it.store.hooks.before = () => {
      throw new AppError('store_unavailable');
    };
    await expect(runAll(it)).rejects.toMatchObject({ code: 'store_unavailable' });
  });
});

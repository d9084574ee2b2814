import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { beginBackfill, notePush, runOne, stopBackfill } from '../../../shared/mail/index.ts';
import { DAY, HOUR, MAILBOX, MINUTE, NOON, type OpenIntake, openIntake } from './harness.ts';

const BY = 'admin@company.example';
const ago = (days: number): Date => new Date(NOON.getTime() - days * DAY);
const begin = (it: OpenIntake, days: number) =>
  beginBackfill(it.ports, { connectionId: MAILBOX, days, by: BY });

/** Mail of each of these moments is in the mailbox before its intake is switched on. */
async function withOlder(moments: readonly Date[]) {
  const it = openIntake();
  const older = moments.map(
    (receivedAt) => it.gmail.deliver(MAILBOX, { receivedAt, isUnnamed: true }).messageId,
  );
  await it.begin();
  return { it, older };
}

/** Runs the mailbox and answers what was filed, in that order. */
async function filedBy(it: OpenIntake): Promise<readonly string[]> {
  const filed: string[] = [];
  const watch = ({ messageId }: { readonly messageId: string }): void => void filed.push(messageId);
  await runOne(it.ports, MAILBOX, { until: new Date(it.clock.now().getTime() + MINUTE), watch });
  return filed;
}

const eventsOf = (it: OpenIntake) =>
  it.store.events
    .filter(({ kind }) => kind.startsWith('backfill'))
    .map(({ kind, by, count }) => [kind, by, count]);

describe('a backfill', () => {
  test('files the mail of its days that came before the start, the oldest first, and none that is older', async () => {
    const { it, older } = await withOlder([ago(12), ago(9), ago(5), ago(5), ago(0.5)]);
    await begin(it, 10);
    expect(await filedBy(it)).toEqual(older.slice(1));
    expect(it.ledger()).toEqual(older.slice(1));
    expect(it.store.entriesOf(MAILBOX)[0]?.foundBy).toBe('backfill');
    expect(it.intake()).toMatchObject({
      backfill: { from: ago(10), to: NOON, listedTo: NOON, found: 4, endedAt: it.clock.now() },
      startsAt: NOON,
      hasOpenEntries: false,
      lease: null,
    });
    expect(eventsOf(it)).toEqual([
      ['backfill_begun', BY, 10],
      ['backfill_ended', null, 4],
    ]);
  });

  test('opens what was skipped for its start again, and leaves what is filed or a person skipped', async () => {
    const { it, older } = await withOlder([ago(3), ago(2), ago(1)]);
    const now = it.clock.now();
    const [first = '', second = '', third = ''] = older;
    const known = { connectionId: MAILBOX, foundAt: now, foundBy: 'poll', changedAt: now } as const;
    const rest = { arrivalLabelIds: [], receivedAt: null, dueAt: null, failure: null } as const;
    const filed = { caseId: '1', emailMessageId: '2', as: 'reply', notJoined: null } as const;
    const entry = { ...known, ...rest, filed: null, correction: null, isForced: false };
    await it.store.addEntries([
      { ...entry, messageId: first, threadId: first, state: 'skipped', skipped: 'before_start' },
      { ...entry, messageId: second, threadId: second, state: 'skipped', skipped: 'by_person' },
      { ...entry, messageId: third, threadId: third, state: 'filed', skipped: null, filed },
    ]);
    await begin(it, 10);
    expect(await filedBy(it)).toEqual([first]);
    expect(it.intake().backfill).toMatchObject({ found: 1 });
  });

  test('lists shorter parts of the time where Gmail has many pages, and misses none', async () => {
    const moments = Array.from({ length: 120 }, (_, n) => new Date(ago(2).getTime() + n * 20_000));
    const { it, older } = await withOlder(moments);
    it.gmail.style.pageSize = 7;
    await begin(it, 3);
    for (let runs = 0; runs < 9 && it.intake().backfill?.endedAt === null; runs += 1)
      await it.run();
    expect(it.ledger()).toEqual(older);
    expect(it.intake().backfill).toMatchObject({ found: 120 });
  });

  test('reads all pages of a minute that has more than one', async () => {
    const { it, older } = await withOlder(Array.from({ length: 25 }, () => ago(1)));
    it.gmail.style.pageSize = 10;
    await begin(it, 2);
    await it.run();
    expect(it.ledger()).toEqual(older);
    expect(it.intake().backfill).toMatchObject({ found: 25 });
  });

  test('keeps no new mail waiting: what is pushed during it is filed before the rest of it', async () => {
    const { it, older } = await withOlder(Array.from({ length: 60 }, () => ago(1)));
    await begin(it, 2);
    let reads = 0;
    let news = '';
    const { fileEntries } = it.ports;
    const ports = {
      ...it.ports,
      fileEntries: (async (...given) => {
        reads += 1;
        if (reads === 2) {
          news = it.gmail.deliver(MAILBOX).messageId;
          const [push] = it.gmail.takePushes().slice(-1);
          if (push) await notePush(it.ports, push);
        }
        return fileEntries(...given);
      }) as typeof fileEntries,
    };
    const filed: string[] = [];
    const watch = ({ messageId }: { readonly messageId: string }): void =>
      void filed.push(messageId);
    await runOne(ports, MAILBOX, { until: new Date(it.clock.now().getTime() + MINUTE), watch });
    expect(filed).toEqual([...older.slice(0, 40), news, ...older.slice(40)]);
  });

  test('files no mail of a stopped one that it has not found, and all that it has', async () => {
    const { it, older } = await withOlder([ago(8), ago(2)]);
    await begin(it, 10);
    let isStopped = false;
    it.gmail.hooks.after = async ({ operation }) => {
      const isThere = it.store.entriesOf(MAILBOX).length > 0;
      if (operation !== 'list' || isStopped || !isThere) return;
      isStopped = true;
      await stopBackfill(it.ports, { connectionId: MAILBOX, by: BY });
    };
    await it.run();
    expect(it.ledger()).toEqual(older.slice(0, 1));
    expect(it.store.entriesOf(MAILBOX)[0]?.state).toBe('filed');
    expect(eventsOf(it).at(-1)).toEqual(['backfill_ended', BY, null]);
    expect(it.intake().backfill?.endedAt).toEqual(it.clock.now());
  });

  test('goes on when a mail of it waits, and ends after that one', async () => {
    const { it, older } = await withOlder([ago(8), ago(2)]);
    const { fileEntries } = it.ports;
    const stuck = older[0];
    let isDown = true;
    const ports = {
      ...it.ports,
      fileEntries: (async (given, work) => {
        const isStuck = ({ value }: { value: { messageId: string } }): boolean =>
          isDown && value.messageId === stuck;
        const entry = work.entries.find(isStuck);
        const entries = work.entries.filter((each) => !isStuck(each));
        const turn = await fileEntries(given, { ...work, entries });
        if (!entry) return turn;
        const dueAt = new Date(it.clock.now().getTime() + HOUR);
        await it.store.writeEntry({ ...entry.value, dueAt }, entry.revision);
        return { nextAt: dueAt, foundLeft: turn.foundLeft + 1 };
      }) as typeof fileEntries,
    };
    const run = () =>
      runOne(ports, MAILBOX, {
        until: new Date(it.clock.now().getTime() + MINUTE),
        watch: () => {},
      });
    await begin(it, 10);
    await run();
    const states = () => it.store.entriesOf(MAILBOX).map(({ state }) => state);
    expect(states()).toEqual(['found', 'filed']);
    expect(it.intake()).toMatchObject({ hasOpenEntries: true, backfill: { endedAt: null } });
    isDown = false;
    it.pass(HOUR);
    await run();
    expect(states()).toEqual(['filed', 'filed']);
    expect(it.intake().backfill?.endedAt).toEqual(it.clock.now());
  });

  test('leaves nothing behind at whatever step its process dies', async () => {
    let steps = 0;
    for (let isOver = false; !isOver; steps += 1) {
      const { it, older } = await withOlder([ago(9), ago(9), ago(4), ago(1)]);
      await begin(it, 10);
      let taken = 0;
      let isDead = false;
      const step = (): void => {
        if (!isDead && taken++ !== steps) return;
        isDead = true;
        throw new AppError('store_unavailable');
      };
      for (const hooks of [it.store.hooks, it.gmail.hooks])
        Object.assign(hooks, { before: step, after: step });
      await it.run().catch(() => null);
      isOver = !isDead;
      for (const hooks of [it.store.hooks, it.gmail.hooks])
        Object.assign(hooks, { before: undefined, after: undefined });
      it.pass(HOUR);
      await it.run();
      it.pass(HOUR);
      await it.run();
      expect(it.ledger()).toEqual(older);
      expect(it.store.entriesOf(MAILBOX).every(({ state }) => state === 'filed')).toBe(true);
      expect(it.intake().backfill?.endedAt).not.toBeNull();
      expect(eventsOf(it).filter(([kind]) => kind === 'backfill_ended')).toHaveLength(1);
    }
    expect(steps).toBeGreaterThan(20);
  });
});

describe('a backfill is refused', () => {
  test.each([0, 31, 1.5, Number.NaN])('of %s days', async (days) => {
    const { it } = await withOlder([]);
    await expect(begin(it, days)).rejects.toMatchObject({ code: 'backfill_invalid' });
    expect(it.intake().backfill).toBeNull();
  });

  test('where the start lies before all of its days', async () => {
    const { it } = await withOlder([]);
    it.pass(3 * DAY);
    await expect(begin(it, 2)).rejects.toMatchObject({ code: 'backfill_invalid' });
  });

  test('while another one is at work', async () => {
    const { it } = await withOlder([]);
    await begin(it, 2);
    it.pass(1000);
    await expect(begin(it, 3)).rejects.toMatchObject({ code: 'backfill_running' });
  });

  test('while mail is off', async () => {
    const it = openIntake();
    await expect(begin(it, 2)).rejects.toMatchObject({ code: 'intake_off' });
  });
});

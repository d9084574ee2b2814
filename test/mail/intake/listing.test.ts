import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import type { SkipReason } from '../../../shared/mail/model/ledger.ts';
import { dayBefore } from '../../../shared/mail/statement/index.ts';
import { failStore } from '../fake-mail-store.ts';
import { DAY, HOUR, MAILBOX, MINUTE, type OpenIntake, openIntake } from './harness.ts';

async function skipAs(it: OpenIntake, messageId: string, skipped: SkipReason): Promise<void> {
  const entry = await it.store.readEntry(MAILBOX, messageId);
  if (!entry) throw new Error('It is not in the ledger');
  await it.store.writeEntry({ ...entry.value, state: 'skipped', skipped }, entry.revision);
}

/** Moves the clock to the mailbox's sweep and runs it. */
async function sweepNow(it: OpenIntake) {
  it.pass(it.intake().sweepAt.getTime() - it.clock.now().getTime());
  return it.run();
}

describe('an expired history', () => {
  test('is replaced by a list since a day before the last reading, and the history is read on', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.style.pageSize = 2;
    it.pass(5 * DAY);
    await it.run();
    it.gmail.calls.length = 0;
    for (let n = 0; n < 5; n++) it.gmail.deliver(MAILBOX);
    it.gmail.forgetHistory(MAILBOX);
    it.pass(15 * MINUTE);
    expect(await it.run()).toMatchObject({ kind: 'read', found: 5 });
    expect(it.ledger()).toEqual(it.mailbox());
    expect(it.store.entriesOf(MAILBOX)[0]?.foundBy).toBe('resync');
    expect(it.intake()).toMatchObject({ listing: null, historyId: it.gmail.historyIdOf(MAILBOX) });
    const operations = it.gmail.calls.map(({ operation }) => operation);
    // The first one is the look before the lease.
    expect(operations).toEqual([
      'history',
      'history',
      'profile',
      'list',
      'list',
      'list',
      'history',
    ]);
  });

  test('loses no mail that arrives while the mailbox is listed', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.style.pageSize = 1;
    it.gmail.deliver(MAILBOX);
    it.gmail.deliver(MAILBOX);
    it.gmail.forgetHistory(MAILBOX);
    let arrived = 0;
    it.gmail.hooks.before = ({ operation }) => {
      if (operation === 'list' && arrived++ < 2) it.gmail.deliver(MAILBOX);
    };
    it.pass(15 * MINUTE);
    await it.run();
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test('is listed on from the stored page after a crash', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.style.pageSize = 2;
    for (let n = 0; n < 6; n++) it.gmail.deliver(MAILBOX);
    it.gmail.forgetHistory(MAILBOX);
    it.pass(15 * MINUTE);
    let listed = 0;
    it.gmail.hooks.before = ({ operation }) => {
      if (operation === 'list' && ++listed === 3) throw new AppError('store_unavailable');
    };
    await expect(it.run()).rejects.toMatchObject({ code: 'store_unavailable' });
    const { listing } = it.intake();
    expect(listing).toMatchObject({ kind: 'resync', found: 4 });
    expect(listing?.pageToken).not.toBeNull();
    delete it.gmail.hooks.before;
    it.gmail.calls.length = 0;
    it.pass(3 * MINUTE);
    await it.run();
    expect(it.gmail.calls.map(({ operation }) => operation)).toEqual(['list', 'history']);
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test('is listed from the beginning when Gmail refuses the stored page token', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.style.pageSize = 1;
    it.gmail.deliver(MAILBOX);
    it.gmail.deliver(MAILBOX);
    it.gmail.forgetHistory(MAILBOX);
    let listed = 0;
    it.gmail.hooks.before = ({ operation }) => {
      if (operation === 'list' && ++listed === 2) throw new AppError('gmail_refused');
    };
    it.pass(15 * MINUTE);
    expect(await it.run()).toMatchObject({ kind: 'failed' });
    expect(it.intake().listing?.pageToken).toBeNull();
    it.pass(MINUTE);
    await it.run();
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test('looks again at mail that was skipped for labels that it may have lost', async () => {
    const it = openIntake();
    await it.begin();
    const { messageId } = it.gmail.deliver(MAILBOX, { labelIds: ['SPAM'] });
    it.pass(15 * MINUTE);
    await it.run();
    await skipAs(it, messageId, 'spam');
    it.gmail.relabel(MAILBOX, messageId, { add: ['INBOX'], remove: ['SPAM'] });
    it.gmail.forgetHistory(MAILBOX);
    it.pass(15 * MINUTE);
    await it.run();
    expect(it.store.entriesOf(MAILBOX)).toMatchObject([{ state: 'filed' }]);
  });

  test('files nothing before the list is complete, because it names the newest first', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.style.pageSize = 1;
    it.gmail.deliver(MAILBOX);
    it.gmail.deliver(MAILBOX);
    it.gmail.forgetHistory(MAILBOX);
    it.pass(15 * MINUTE);
    it.gmail.hooks.after = ({ operation }) => {
      if (operation === 'list') it.pass(2 * MINUTE);
    };
    await it.run();
    expect(it.store.entriesOf(MAILBOX)).toMatchObject([{ state: 'found' }]);
    expect(it.intake().dueAt?.getTime()).toBeLessThanOrEqual(it.clock.now().getTime());
    await it.run();
    await it.run();
    expect(it.store.entriesOf(MAILBOX)).toMatchObject([{ state: 'filed' }, { state: 'filed' }]);
  });
});

describe('the sweep of each night', () => {
  test('brings in what the history never named, and tells how many', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.style.pageSize = 2;
    for (let n = 0; n < 3; n++) it.gmail.deliver(MAILBOX, { isUnnamed: true });
    it.gmail.deliver(MAILBOX);
    await sweepNow(it);
    expect(it.ledger()).toEqual(it.mailbox());
    const events = it.store.events.filter(({ kind }) => kind === 'sweep_found_mail');
    expect(events).toMatchObject([{ count: 3, by: null }]);
    const swept = it.store.entriesOf(MAILBOX).filter(({ foundBy }) => foundBy === 'sweep');
    expect(swept).toHaveLength(3);
    expect(it.intake().sweepAt.getTime()).toBeGreaterThan(it.clock.now().getTime());
  });

  test('tells once how many differences the statement of the day before has', async () => {
    const it = openIntake();
    await it.begin();
    const [first, second] = [1, 2, 3].map(() => it.gmail.deliver(MAILBOX).messageId);
    it.pass(15 * MINUTE);
    await it.run();
    for (const id of [first, second]) it.rowsOf.lost.add(String(id));
    await sweepNow(it);
    const told = () => it.store.events.filter(({ kind }) => kind === 'books_differ');
    expect(told()).toMatchObject([{ count: 2, connectionId: MAILBOX, by: null }]);
    const books = { day: dayBefore(it.clock.now()), messageIds: [first, second] };
    expect(told()).toMatchObject([{ books }]);
    await sweepNow(it);
    expect(told()).toHaveLength(1);
  });

  test('names the first twenty of many mails that differ', async () => {
    const it = openIntake();
    await it.begin();
    const ids = Array.from({ length: 30 }, () => it.gmail.deliver(MAILBOX).messageId);
    it.pass(15 * MINUTE);
    await it.run();
    for (const id of ids) it.rowsOf.lost.add(id);
    await sweepNow(it);
    const [told] = it.store.events.filter(({ kind }) => kind === 'books_differ');
    expect([told?.count, told?.books?.messageIds]).toEqual([30, ids.slice(0, 20)]);
  });

  test('tells of no differences when the books balance, with what it found itself', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX, { isUnnamed: true });
    it.gmail.deliver(MAILBOX);
    await sweepNow(it);
    expect(it.store.events.map(({ kind }) => kind)).not.toContain('books_differ');
  });

  test('makes no statement while the organization does not answer, and reads the mail all the same', async () => {
    const it = openIntake();
    await it.begin();
    const { messageId } = it.gmail.deliver(MAILBOX);
    it.pass(15 * MINUTE);
    await it.run();
    it.rowsOf.lost.add(messageId);
    it.rowsOf.failure = new AppError('org_unavailable');
    it.gmail.deliver(MAILBOX);
    await sweepNow(it);
    expect(it.store.events.map(({ kind }) => kind)).not.toContain('books_differ');
    expect(it.intake().failure).toBeNull();
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test('makes up for the nights without an answer, each day once', async () => {
    const it = openIntake();
    await it.begin();
    await sweepNow(it);
    const closed = it.intake().booksClosedDay;
    expect(closed).not.toBeNull();
    const lost = it.gmail.deliver(MAILBOX).messageId;
    it.pass(15 * MINUTE);
    await it.run();
    it.rowsOf.lost.add(lost);
    it.rowsOf.failure = new AppError('org_unavailable');
    for (let night = 0; night < 3; night++) await sweepNow(it);
    expect(it.intake().booksClosedDay).toBe(closed);
    it.rowsOf.failure = null;
    for (let night = 0; night < 3; night++) await sweepNow(it);
    const told = it.store.events.filter(({ kind }) => kind === 'books_differ');
    expect(told).toMatchObject([{ count: 1 }]);
    expect(it.intake().booksClosedDay).toBe(dayBefore(it.clock.now()));
  });

  test('makes up for a week and no more', async () => {
    const it = openIntake();
    await it.begin();
    await sweepNow(it);
    const lost = it.gmail.deliver(MAILBOX).messageId;
    it.pass(15 * MINUTE);
    await it.run();
    it.rowsOf.lost.add(lost);
    it.pass(9 * DAY);
    await it.run();
    expect(it.store.events.map(({ kind }) => kind)).not.toContain('books_differ');
    expect(it.intake().booksClosedDay).toBe(dayBefore(it.clock.now()));
  });

  test('closes a day on which nothing came without the lease', async () => {
    const it = openIntake();
    await it.begin();
    for (let night = 0; night < 2; night++) await sweepNow(it);
    expect(it.intake().booksClosedDay).toBe(dayBefore(it.clock.now()));
  });

  test('looks again at mail that counts as deleted and that Gmail still lists, but not at other skipped mail', async () => {
    const it = openIntake();
    await it.begin();
    const [there, deleted, spam] = [1, 2, 3].map(() => it.gmail.deliver(MAILBOX).messageId);
    it.pass(15 * MINUTE);
    await it.run();
    await skipAs(it, String(there), 'deleted');
    await skipAs(it, String(deleted), 'deleted');
    await skipAs(it, String(spam), 'spam');
    it.gmail.deleteForEver(MAILBOX, String(deleted));
    await sweepNow(it);
    expect(it.store.entriesOf(MAILBOX)).toMatchObject([
      { state: 'filed', skipped: null },
      { state: 'skipped', skipped: 'deleted' },
      { state: 'skipped', skipped: 'spam' },
    ]);
    const events = it.store.events.filter(({ kind }) => kind === 'sweep_found_mail');
    expect(events).toMatchObject([{ count: 1 }]);
  });

  test('does not count what arrived since the history was read', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.hooks.before = ({ operation }) => {
      if (operation !== 'list') return;
      delete it.gmail.hooks.before;
      it.gmail.deliver(MAILBOX);
    };
    await sweepNow(it);
    expect(it.ledger()).toEqual(it.mailbox());
    expect(it.store.events.map(({ kind }) => kind)).toEqual(['intake_on']);
  });

  test('happens once a night, between midnight and six o’clock UTC', async () => {
    const it = openIntake();
    await it.begin();
    const first = it.intake().sweepAt;
    await sweepNow(it);
    const second = it.intake().sweepAt;
    expect(second.getTime() - first.getTime()).toBe(DAY);
    expect(first.getUTCHours()).toBeLessThan(6);
  });

  test('of a quiet mailbox costs one call to Gmail and two operations of the store', async () => {
    const it = openIntake();
    await it.begin();
    it.pass(it.intake().sweepAt.getTime() - it.clock.now().getTime() - MINUTE);
    await it.run();
    it.pass(MINUTE);
    it.gmail.calls.length = 0;
    it.store.calls.length = 0;
    await it.run();
    expect(it.gmail.calls.map(({ operation }) => operation)).toEqual(['list']);
    expect(it.store.counts()).toEqual({ readIntake: 1, writeIntake: 1 });
    expect(it.intake().sweepAt.getTime()).toBeGreaterThan(it.clock.now().getTime());
  });

  test('goes on from its stored page after a crash', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.style.pageSize = 1;
    for (let n = 0; n < 3; n++) it.gmail.deliver(MAILBOX, { isUnnamed: true });
    let listed = 0;
    it.gmail.hooks.before = ({ operation }) => {
      // The first list is the look before the lease.
      if (operation === 'list' && ++listed === 4) throw new AppError('store_unavailable');
    };
    await expect(sweepNow(it)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(it.intake().listing).toMatchObject({ kind: 'sweep', found: 2 });
    delete it.gmail.hooks.before;
    it.pass(3 * MINUTE);
    await it.run();
    expect(it.ledger()).toEqual(it.mailbox());
    expect(it.store.events.at(-1)).toMatchObject({ kind: 'sweep_found_mail', count: 3 });
  });

  test('reaches back to where the last one ended when the mailbox could not be read for days', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX, { isUnnamed: true });
    it.pass(5 * DAY);
    await it.run();
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test('leaves no mail that nobody files when its process dies after it found one', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX, { isUnnamed: true });
    failStore(it.store, { operation: 'addEntries', when: 'after' });
    await expect(sweepNow(it)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(it.store.entriesOf(MAILBOX)).toMatchObject([{ state: 'found' }]);
    it.pass(4 * MINUTE);
    await it.run();
    expect(it.store.entriesOf(MAILBOX)).toMatchObject([{ state: 'filed' }]);
  });

  test('whose last write is not answered makes its event once', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX, { isUnnamed: true });
    let isLost = false;
    it.store.hooks.after = ({ operation }) => {
      const swept = it.store.events.some(({ kind }) => kind === 'sweep_found_mail');
      if (operation !== 'writeIntake' || !swept || isLost) return;
      isLost = true;
      throw new AppError('store_unavailable');
    };
    await sweepNow(it);
    expect(isLost).toBe(true);
    expect(it.store.events.filter(({ kind }) => kind === 'sweep_found_mail')).toHaveLength(1);
  });

  test('tells once that a live watch has pushed nothing for a day although mail came', async () => {
    const it = openIntake();
    await it.begin();
    for (let day = 0; day < 3; day++) {
      it.gmail.deliver(MAILBOX);
      it.pass(HOUR);
      await it.run();
      await sweepNow(it);
    }
    const silent = it.store.events.filter(({ kind }) => kind === 'push_silent');
    expect(silent).toHaveLength(1);
    // What is not pushed is polled as if there were no watch.
    expect(it.intake().pollAt.getTime() - it.clock.now().getTime()).toBeLessThanOrEqual(MINUTE);
  });

  test('does not call a watch silent where no mail came', async () => {
    const it = openIntake();
    await it.begin();
    for (let day = 0; day < 3; day++) await sweepNow(it);
    expect(it.store.events.map(({ kind }) => kind)).toEqual(['intake_on']);
  });
});

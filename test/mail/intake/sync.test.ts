import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { fileAnyway, leaseMailbox, notePush, runMailbox } from '../../../shared/mail/index.ts';
import { failStore } from '../fake-mail-store.ts';
import { ADDRESS, HOUR, MAILBOX, MINUTE, NOON, openIntake } from './harness.ts';

describe('the history of a mailbox', () => {
  test('every message after the cursor comes into the ledger once, over all pages', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.style.pageSize = 2;
    it.gmail.style.repeats = true;
    for (let n = 0; n < 5; n++) it.gmail.deliver(MAILBOX);
    it.pass(15 * MINUTE);
    expect(await it.run()).toMatchObject({ kind: 'read', found: 5 });
    expect(it.ledger()).toEqual(it.mailbox());
    expect(it.intake().historyId).toBe(it.gmail.historyIdOf(MAILBOX));
  });

  test('a page without records does not end the reading', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.style.hasEmptyPages = true;
    it.gmail.deliver(MAILBOX);
    it.pass(15 * MINUTE);
    await it.run();
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test('drafts stay out of the ledger', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX, { labelIds: ['DRAFT'] });
    it.pass(15 * MINUTE);
    await it.run();
    expect(it.ledger()).toEqual([]);
  });

  test('a mail that leaves spam is looked at again', async () => {
    const it = openIntake();
    await it.begin();
    const { messageId } = it.gmail.deliver(MAILBOX, { labelIds: ['SPAM'] });
    it.pass(15 * MINUTE);
    await it.run();
    const entry = await it.store.readEntry(MAILBOX, messageId);
    if (!entry) throw new Error('It is not in the ledger');
    const skipped = { ...entry.value, state: 'skipped', skipped: 'spam' } as const;
    await it.store.writeEntry(skipped, entry.revision);
    it.gmail.relabel(MAILBOX, messageId, { add: ['INBOX'], remove: ['SPAM'] });
    it.pass(15 * MINUTE);
    await it.run();
    const [again] = it.store.entriesOf(MAILBOX);
    expect(again).toMatchObject({ state: 'filed', skipped: null });
  });

  test('a mail that was skipped by a person stays skipped when its labels change', async () => {
    const it = openIntake();
    await it.begin();
    const { messageId } = it.gmail.deliver(MAILBOX);
    it.pass(15 * MINUTE);
    await it.run();
    const entry = await it.store.readEntry(MAILBOX, messageId);
    if (!entry) throw new Error('It is not in the ledger');
    const skipped = { ...entry.value, state: 'skipped', skipped: 'by_person' } as const;
    await it.store.writeEntry(skipped, entry.revision);
    it.gmail.relabel(MAILBOX, messageId, { add: ['INBOX'] });
    it.pass(15 * MINUTE);
    await it.run();
    expect(it.store.entriesOf(MAILBOX)[0]?.state).toBe('skipped');
  });

  test('an old mail that is moved into the inbox comes into the ledger', async () => {
    const it = openIntake();
    const old = it.gmail.deliver(MAILBOX, { labelIds: ['Label_9'], receivedAt: new Date(0) });
    await it.begin();
    it.gmail.relabel(MAILBOX, old.messageId, { add: ['STARRED'] });
    it.pass(15 * MINUTE);
    await it.run();
    expect(it.ledger()).toEqual([]);
    it.gmail.relabel(MAILBOX, old.messageId, { add: ['INBOX'] });
    it.pass(15 * MINUTE);
    await it.run();
    expect(it.ledger()).toEqual([old.messageId]);
  });

  test('a history that lags behind the push is read again after 2 s, then after growing waits, for ten minutes', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.lag(MAILBOX);
    it.gmail.deliver(MAILBOX);
    const [push] = it.gmail.takePushes();
    if (!push) throw new Error('Nothing was pushed');
    const noted = await notePush(it.ports, push);
    if (noted.kind !== 'leased') throw new Error('The lease is not free');
    await runMailbox(it.ports, noted.leased, {
      until: new Date(NOON.getTime() + HOUR),
      watch: () => {},
    });
    const waits: number[] = [];
    while (it.intake().dueAt && waits.length < 20) {
      const { dueAt } = it.intake();
      const wait = (dueAt?.getTime() ?? 0) - it.clock.now().getTime();
      waits.push(wait / 1000);
      it.pass(wait);
      await it.run();
    }
    expect(waits.slice(0, 10)).toEqual([2, 2, 4, 8, 16, 32, 64, 128, 256, 88]);
    it.gmail.catchUp(MAILBOX);
    it.pass(15 * MINUTE);
    await it.run();
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test('a store that fails leaves the lease, at whose end the mailbox is due', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX);
    it.pass(15 * MINUTE);
    it.store.hooks.before = ({ operation }) => {
      if (operation === 'addEntries') throw new AppError('store_unavailable');
    };
    await expect(it.run()).rejects.toMatchObject({ code: 'store_unavailable' });
    const { lease, dueAt, historyId } = it.intake();
    expect(dueAt).toEqual(lease?.expiresAt);
    expect(historyId).not.toBe(it.gmail.historyIdOf(MAILBOX));
    delete it.store.hooks.before;
    it.pass(3 * MINUTE);
    await it.run();
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test.each([1, 2, 3])(
    'a write of the intake whose answer is lost is made once (the %ith)',
    async (nth) => {
      const it = openIntake();
      await it.begin();
      it.gmail.style.pageSize = 1;
      it.gmail.deliver(MAILBOX);
      it.gmail.deliver(MAILBOX);
      it.pass(15 * MINUTE);
      failStore(it.store, { operation: 'writeIntake', nth, when: 'after' });
      await it.run();
      expect(it.store.entriesOf(MAILBOX).map(({ state }) => state)).toEqual(['filed', 'filed']);
      expect(it.intake().lease).toBeNull();
      expect(it.intake().historyId).toBe(it.gmail.historyIdOf(MAILBOX));
    },
  );

  test('a quiet poll costs one call to Gmail and two operations of the store', async () => {
    const it = openIntake();
    await it.begin();
    it.pass(15 * MINUTE);
    await it.run();
    expect(it.gmail.calls.map(({ operation }) => operation)).toEqual(['history']);
    expect(it.store.counts()).toEqual({ readIntake: 1, writeIntake: 1 });
  });
});

describe('a mailbox that cannot be read', () => {
  test('keeps its cursor and the cause, and is tried again after growing waits of at most 15 minutes', async () => {
    const it = openIntake();
    await it.begin();
    const cursor = it.intake().historyId;
    it.gmail.deliver(MAILBOX);
    it.gmail.hooks.before = () => {
      throw new AppError('connection_needs_reconnect');
    };
    it.pass(15 * MINUTE);
    const waits: number[] = [];
    for (let n = 0; n < 6; n++) {
      expect(await it.run()).toMatchObject({ kind: 'failed' });
      const wait = (it.intake().dueAt?.getTime() ?? 0) - it.clock.now().getTime();
      waits.push(wait / MINUTE);
      it.pass(wait);
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
    expect(it.intake()).toMatchObject({
      historyId: cursor,
      failure: { code: 'connection_needs_reconnect', attempts: 6 },
    });
    delete it.gmail.hooks.before;
    await it.run();
    expect(it.intake().failure).toBeNull();
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test('is not asked before the time that Google named, not even for a push', async () => {
    const it = openIntake();
    await it.begin();
    it.pass(15 * MINUTE);
    const retryAt = new Date(it.clock.now().getTime() + HOUR);
    it.gmail.hooks.before = () => {
      throw new AppError('google_unavailable', { upstream: { ...QUOTA, retryAt } });
    };
    await it.run();
    expect(it.intake().dueAt).toEqual(retryAt);
    it.gmail.deliver(MAILBOX);
    const historyId = it.gmail.historyIdOf(MAILBOX);
    expect(await notePush(it.ports, { address: ADDRESS, historyId })).toEqual({ kind: 'noted' });
    expect(it.intake()).toMatchObject({ pushedHistoryId: historyId, dueAt: retryAt });
  });
});

const QUOTA = {
  service: 'gmail',
  endpoint: 'gmail',
  status: 429,
  error: 'rateLimitExceeded',
  subtype: null,
  description: null,
} as const;

describe('the lease of a mailbox', () => {
  test('is not needed for a look that finds nothing, unless a push comes during the look', async () => {
    const it = openIntake();
    await it.begin();
    it.pass(15 * MINUTE);
    it.gmail.hooks.after = async () => {
      delete it.gmail.hooks.after;
      it.gmail.deliver(MAILBOX);
      for (const push of it.gmail.takePushes()) await notePush(it.ports, push);
    };
    // Who noted the push holds the lease.
    expect(await it.run()).toMatchObject({ kind: 'busy' });
    expect(it.intake()).toMatchObject({ pushedHistoryId: it.gmail.historyIdOf(MAILBOX) });
    it.pass(3 * MINUTE);
    await it.run();
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test('belongs to one of two who want it at once', async () => {
    const it = openIntake();
    await it.begin();
    const both = await Promise.all([
      leaseMailbox(it.ports, MAILBOX),
      leaseMailbox(it.ports, MAILBOX),
    ]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['busy', 'leased']);
  });

  test('a holder whose lease was taken over stops without writing', async () => {
    const it = openIntake();
    await it.begin();
    const slow = await leaseMailbox(it.ports, MAILBOX);
    it.pass(4 * MINUTE);
    const other = await leaseMailbox(it.ports, MAILBOX);
    if (slow.kind !== 'leased' || other.kind !== 'leased') throw new Error('The lease is not free');
    const before = it.intake();
    const run = { until: new Date(it.clock.now().getTime() + MINUTE), watch: () => {} };
    expect(await runMailbox(it.ports, slow.leased, run)).toMatchObject({ kind: 'lost' });
    expect(it.intake()).toEqual(before);
    expect(await runMailbox(it.ports, other.leased, run)).toMatchObject({ kind: 'read' });
  });

  test('a push that is noted during the run is read before the lease is let go', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX);
    it.pass(15 * MINUTE);
    let isPushed = false;
    it.gmail.hooks.after = async ({ operation }) => {
      if (operation !== 'history' || isPushed || !it.intake().lease) return;
      isPushed = true;
      it.gmail.deliver(MAILBOX);
      const push = it.gmail.takePushes().at(-1);
      if (push) expect(await notePush(it.ports, push)).toEqual({ kind: 'noted' });
    };
    await it.run();
    expect(it.ledger()).toEqual(it.mailbox());
    expect(it.intake()).toMatchObject({ lease: null, historyId: it.gmail.historyIdOf(MAILBOX) });
  });

  test('a mail that a person releases during the run is filed before the lease is let go', async () => {
    const it = openIntake();
    await it.begin();
    const { messageId } = it.gmail.deliver(MAILBOX, { labelIds: ['Label_1'] });
    it.pass(15 * MINUTE);
    await it.run();
    const read = await it.store.readEntry(MAILBOX, messageId);
    if (!read) throw new Error('The mail is not in the ledger');
    await it.store.writeEntry({ ...read.value, state: 'skipped' }, read.revision);
    it.gmail.deliver(MAILBOX);
    it.pass(15 * MINUTE);
    it.store.hooks.after = async ({ operation }) => {
      if (operation !== 'writeEntry') return;
      delete it.store.hooks.after;
      const release = { connectionId: MAILBOX, which: { messageId }, by: 'admin@ours.example' };
      expect(await fileAnyway(it.ports, release)).toBe(1);
    };
    await it.run();
    expect(it.store.entriesOf(MAILBOX)).toMatchObject([{ state: 'filed' }, { state: 'filed' }]);
    expect(it.intake()).toMatchObject({ lease: null, hasOpenEntries: false });
  });

  test('the lease lasts for a turn of the filing when one begins', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX);
    it.pass(15 * MINUTE);
    it.gmail.hooks.before = ({ operation }) => {
      if (operation === 'history' && it.intake().lease) it.pass(45_000);
    };
    const left: number[] = [];
    it.store.hooks.before = ({ operation }) => {
      const end = it.intake().lease?.expiresAt.getTime() ?? 0;
      if (operation === 'writeEntry') left.push(end - it.clock.now().getTime());
    };
    await it.run();
    expect(left).toEqual([3 * MINUTE]);
  });
});

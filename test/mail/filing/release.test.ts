import { describe, expect, test } from '@jest/globals';
import { countCauses } from '../../../shared/mail/filing/held.ts';
import { fileAnyway, listMail, skipMail, tryAgain } from '../../../shared/mail/filing/release.ts';
import { orgError } from '../fake-org.ts';
import { createFiling, type Filing } from './harness.ts';

const BY = 'admin@ours.example';
const one = (messageId: string) => ({ connectionId: 'c1', which: { messageId }, by: BY });
const all = { connectionId: 'c1', which: { heldFor: 'record_refused' }, by: BY } as const;

/** Two mails are held for a rule; a third one waits in the thread of the first. */
const withHeld = async (): Promise<Filing> => {
  const world = await createFiling();
  world.org.rule = () => orgError('record_refused');
  await world.receive({ id: 'm1' });
  await world.receive({ id: 'm2', threadId: 'm1' });
  await world.receive({ id: 'm3' });
  await world.file();
  world.org.rule = () => null;
  world.store.events.splice(0);
  world.wait(1000);
  return world;
};

describe('To try again', () => {
  test('makes one mail due, and later mail of its thread follows it onto its case', async () => {
    const world = await withHeld();
    expect(await tryAgain(world.ports, one('m1'))).toBe(1);
    expect(world.entry('m1')).toMatchObject({ state: 'found', dueAt: world.now(), failure: null });
    expect(world.store.intakeOf('c1')).toMatchObject({ hasOpenEntries: true, dueAt: world.now() });
    expect(world.store.events).toMatchObject([
      {
        kind: 'mail_released',
        connectionId: 'c1',
        address: 'support@ours.example',
        by: BY,
        count: 1,
      },
    ]);
    await world.file();
    expect(world.caseOf('m2')).toBe(world.caseOf('m1'));
    expect(world.entry('m3').state).toBe('held');
  });

  test('makes all mail due that is held for a cause, with one event', async () => {
    const world = await withHeld();
    expect(await tryAgain(world.ports, all)).toBe(2);
    expect(world.store.events).toMatchObject([{ kind: 'mail_released', count: 2 }]);
    await world.file();
    expect(world.store.entriesOf('c1').map(({ state }) => state)).toEqual(Array(3).fill('filed'));
  });

  test('of a cause that holds nothing changes nothing', async () => {
    const world = await withHeld();
    const which = { heldFor: 'mail_unreadable' } as const;
    expect(await tryAgain(world.ports, { ...all, which })).toBe(0);
    expect(world.store.events).toEqual([]);
  });
});

test('To file anyway files skipped mail, and does not ask for its labels', async () => {
  const world = await createFiling();
  await world.receive({ id: 'm1', labelIds: ['SPAM'] });
  await world.file();
  expect(world.entry('m1').skipped).toBe('spam');
  await fileAnyway(world.ports, one('m1'));
  expect(world.entry('m1')).toMatchObject({ state: 'found', isForced: true, skipped: null });
  await world.file();
  expect(world.entry('m1').state).toBe('filed');
});

describe('To skip', () => {
  test('a held mail lets later mail of its thread be filed without it', async () => {
    const world = await withHeld();
    expect(await skipMail(world.ports, one('m1'))).toBe(1);
    expect(world.entry('m1')).toMatchObject({
      state: 'skipped',
      skipped: 'by_person',
      dueAt: null,
      failure: null,
    });
    expect(world.kinds()).toEqual(['mail_skipped_by_person']);
    await world.file();
    expect(world.entry('m2').state).toBe('filed');
  });

  test('a mail whose files found no room leaves it filed', async () => {
    const world = await createFiling();
    const filed = {
      caseId: '500',
      emailMessageId: '02s',
      as: 'new_case',
      notJoined: null,
    } as const;
    await world.receive({ id: 'm1', entry: { state: 'held', filed } });
    await skipMail(world.ports, one('m1'));
    expect(world.entry('m1')).toMatchObject({ state: 'filed', skipped: null, filed });
  });
});

describe('What all mailboxes hold for a cause', () => {
  const everywhere = { connectionId: null, which: { heldFor: 'record_refused' }, by: BY } as const;

  /** As many mails of each mailbox as are named, held for a rule, and one for another reason. */
  const withMailboxes = async (counts: Readonly<Record<string, number>>): Promise<Filing> => {
    const world = await createFiling();
    const why = { upstream: null, since: world.now(), attempts: 1 };
    for (const [connectionId, count] of Object.entries(counts)) {
      if (connectionId !== 'c1')
        await world.store.writeIntake({ ...world.store.intakeOf('c1'), connectionId }, null);
      for (let at = 0; at < count; at += 1) {
        const entry = { state: 'held', failure: { ...why, code: 'record_refused' } } as const;
        await world.receive({ id: `${connectionId}m${at}`, connectionId, entry });
      }
    }
    const failure = { ...why, code: 'mail_unreadable' } as const;
    await world.receive({ id: 'other', entry: { state: 'held', failure } });
    return world;
  };

  test('is counted by cause', async () => {
    const world = await withMailboxes({ c1: 3, c2: 2 });
    const { causes, isAll } = await countCauses(world.ports, null);
    expect(causes.map(({ failure, count }) => [failure.code, count])).toEqual([
      ['record_refused', 5],
      ['mail_unreadable', 1],
    ]);
    expect(isAll).toBe(true);
  });

  test('is tried again in each of them, with an event of its own, and nothing else is', async () => {
    const world = await withMailboxes({ c1: 3, c2: 2 });
    expect(await tryAgain(world.ports, everywhere)).toBe(5);
    const told = world.store.events.map(({ kind, connectionId, count }) => [
      kind,
      connectionId,
      count,
    ]);
    expect(told.toSorted()).toEqual([
      ['mail_released', 'c1', 3],
      ['mail_released', 'c2', 2],
    ]);
    for (const id of ['c1', 'c2']) expect(world.store.intakeOf(id).dueAt).toEqual(world.now());
    expect(world.entry('other').state).toBe('held');
  });

  test('is bounded work: at most 500 are skipped at once, and the next call goes on', async () => {
    const world = await withMailboxes({ c1: 700, c2: 350 });
    const done: number[] = [];
    for (let call = 0; call < 4; call += 1) done.push(await skipMail(world.ports, everywhere));
    expect(done).toEqual([500, 500, 50, 0]);
    expect(await world.store.countHeld(null)).toBe(1);
    expect(world.store.events.every(({ count }) => (count ?? 0) <= 100)).toBe(true);
  });

  test('is left where the time is up, and what was done is told', async () => {
    const world = await withMailboxes({ c1: 300 });
    world.store.hooks.before = ({ operation }) => {
      if (operation === 'writeEntry') world.wait(150);
    };
    expect(await tryAgain(world.ports, everywhere)).toBe(200);
    expect(world.store.events.map(({ count }) => count)).toEqual([100, 100]);
  });

  test('does not end at a mailbox that was forgotten', async () => {
    const world = await withMailboxes({ c1: 1 });
    const failure = { code: 'record_refused', upstream: null, since: world.now(), attempts: 1 };
    await world.receive({
      id: 'zz',
      connectionId: 'gone',
      entry: { state: 'held', failure: { ...failure, code: 'record_refused' } },
    });
    expect(await tryAgain(world.ports, everywhere)).toBe(1);
  });
});

describe('A release is refused', () => {
  test('for mail that is not in the ledger', async () => {
    const world = await createFiling();
    await expect(tryAgain(world.ports, one('m1'))).rejects.toMatchObject({ code: 'mail_unknown' });
  });

  test('for mail that is not held any more', async () => {
    const world = await createFiling();
    await world.receive({ id: 'm1' });
    for (const release of [tryAgain, fileAnyway, skipMail])
      await expect(release(world.ports, one('m1'))).rejects.toMatchObject({
        code: 'mail_not_waiting',
      });
  });

  test('for mail that somebody else released at the same moment', async () => {
    const world = await withHeld();
    const both = await Promise.allSettled([
      tryAgain(world.ports, one('m1')),
      skipMail(world.ports, one('m1')),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(world.store.events).toHaveLength(1);
  });

  test('for a mailbox without intake', async () => {
    const world = await createFiling();
    const release = { ...one('m1'), connectionId: 'c9' };
    await expect(tryAgain(world.ports, release)).rejects.toMatchObject({ code: 'intake_unknown' });
  });
});

test('A crash before the entry is written leaves a mailbox that will look', async () => {
  const world = await withHeld();
  world.store.hooks.before = ({ operation }) => {
    if (operation === 'writeEntry') throw new Error('killed');
  };
  await expect(tryAgain(world.ports, one('m1'))).rejects.toThrow('killed');
  expect(world.store.intakeOf('c1')).toMatchObject({ hasOpenEntries: true, dueAt: world.now() });
  expect(world.entry('m1').state).toBe('held');
});

test('A run that sees nothing open between the two writes does not strand the mail', async () => {
  const world = await withHeld();
  world.store.hooks.before = async ({ operation }) => {
    if (operation !== 'writeEntry') return;
    world.store.hooks.before = () => {};
    const read = await world.store.readIntake('c1');
    const seen = { hasOpenEntries: false, dueAt: null };
    if (read) await world.store.writeIntake({ ...read.value, ...seen }, read.revision);
  };
  await tryAgain(world.ports, one('m1'));
  expect(world.store.intakeOf('c1')).toMatchObject({ hasOpenEntries: true, dueAt: world.now() });
});

test('Of a mailbox that is off nothing becomes due', async () => {
  const world = await withHeld();
  const read = await world.store.readIntake('c1');
  if (read)
    await world.store.writeIntake({ ...read.value, isOn: false, dueAt: null }, read.revision);
  await tryAgain(world.ports, one('m1'));
  expect(world.store.intakeOf('c1')).toMatchObject({ hasOpenEntries: true, dueAt: null });
});

test('The list tells how many are held', async () => {
  const world = await withHeld();
  const listing = { connectionId: 'c1', state: null, after: null, limit: 2 };
  const page = await listMail(world.ports, listing);
  expect([page.items.map(({ messageId }) => messageId), page.held]).toEqual([['m3', 'm2'], 2]);
});

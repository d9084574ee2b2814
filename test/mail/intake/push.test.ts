import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { historyIdOf, notePush, runMailbox, switchOff } from '../../../shared/mail/index.ts';
import { failStore } from '../fake-mail-store.ts';
import { ADDRESS, HOUR, MAILBOX, MINUTE, openIntake } from './harness.ts';

describe('a push of Gmail', () => {
  test('is noted and brings the lease in one write, and its mail costs no more operations of the store than it must', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX);
    const [push] = it.gmail.takePushes();
    if (!push) throw new Error('Nothing was pushed');
    const noted = await notePush(it.ports, push);
    expect(it.store.counts()).toEqual({ findIntake: 1, writeIntake: 1 });
    if (noted.kind !== 'leased') throw new Error('The lease is not free');
    const until = new Date(it.clock.now().getTime() + MINUTE);
    await runMailbox(it.ports, noted.leased, { until, watch: () => {} });
    expect(it.store.entriesOf(MAILBOX)).toMatchObject([{ state: 'filed', foundBy: 'push' }]);
    expect(it.store.counts()).toEqual({
      findIntake: 1,
      writeIntake: 2,
      addEntries: 1,
      writeEntry: 1,
    });
  });

  test('of a mailbox that is unknown or off is unknown', async () => {
    const it = openIntake();
    const push = { address: ADDRESS, historyId: '2000' };
    expect(await notePush(it.ports, push)).toEqual({ kind: 'unknown' });
    await it.begin();
    await switchOff(it.ports, { connectionId: MAILBOX, by: 'admin@company.example' });
    expect(await notePush(it.ports, push)).toEqual({ kind: 'unknown' });
  });

  test('finds its mailbox by an address in any case', async () => {
    const it = openIntake();
    await it.begin();
    const push = { address: ADDRESS.toUpperCase(), historyId: '99999' };
    expect(await notePush(it.ports, push)).toMatchObject({ kind: 'leased' });
  });

  test('that comes late does not replace a higher one, compared as numbers', async () => {
    const it = openIntake();
    await it.begin();
    await notePush(it.ports, { address: ADDRESS, historyId: '100000000000000000002' });
    await notePush(it.ports, { address: ADDRESS, historyId: '99999999999999999999' });
    expect(it.intake().pushedHistoryId).toBe('100000000000000000002');
  });

  test('that names what was read already takes no lease and writes nothing', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX);
    const [push] = it.gmail.takePushes();
    if (!push) throw new Error('Nothing was pushed');
    const noted = await notePush(it.ports, push);
    if (noted.kind !== 'leased') throw new Error('The lease is not free');
    const until = new Date(it.clock.now().getTime() + MINUTE);
    await runMailbox(it.ports, noted.leased, { until, watch: () => {} });
    it.store.calls.length = 0;
    expect(await notePush(it.ports, push)).toEqual({ kind: 'known' });
    expect(it.store.counts()).toEqual({ findIntake: 1 });
  });

  test('of which two are delivered at once gives the lease to one', async () => {
    const it = openIntake();
    await it.begin();
    const kinds = await Promise.all(
      ['5000', '6000'].map((historyId) => notePush(it.ports, { address: ADDRESS, historyId })),
    );
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['leased', 'noted']);
    expect(it.intake().pushedHistoryId).toBe('6000');
  });

  test('whose write was stored and not answered holds the lease that it took', async () => {
    const it = openIntake();
    await it.begin();
    failStore(it.store, { operation: 'writeIntake', when: 'after' });
    const noted = await notePush(it.ports, { address: ADDRESS, historyId: '5000' });
    expect(noted.kind).toBe('leased');
  });

  test('that cannot be stored is not acknowledged', async () => {
    const it = openIntake();
    await it.begin();
    it.store.hooks.before = ({ operation }) => {
      if (operation === 'writeIntake') throw new AppError('store_unavailable');
    };
    const noted = notePush(it.ports, { address: ADDRESS, historyId: '5000' });
    await expect(noted).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  test('ends the silence of a watch', async () => {
    const it = openIntake();
    await it.begin();
    const read = await it.store.readIntake(MAILBOX);
    if (!read) throw new Error('There is no intake');
    await it.store.writeIntake({ ...read.value, pushSilentSince: it.clock.now() }, read.revision);
    it.pass(HOUR);
    await notePush(it.ports, { address: ADDRESS, historyId: '1000' });
    expect(it.intake()).toMatchObject({ pushSilentSince: null, pushedAt: it.clock.now() });
  });
});

test.each([
  [12345, '12345'],
  ['123456789012345678901', '123456789012345678901'],
  ['0', null],
  ['12a', null],
  ['-5', null],
  [1.5, null],
  [2 ** 60, null],
  [undefined, null],
  ['', null],
])('the pushed history id %p is read as %p', (pushed, read) => {
  expect(historyIdOf(pushed)).toBe(read);
});

import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { DAY, HOUR, MAILBOX, MINUTE, NOON, openIntake } from './harness.ts';

const refuseWatch = ({ operation }: { operation: string }): void => {
  if (operation === 'watch') throw new AppError('watch_refused');
};

describe('the watch of a mailbox', () => {
  test('is made at the first run, and the mailbox is polled each quarter of an hour', async () => {
    const it = openIntake();
    await it.on();
    await it.run();
    expect(it.intake()).toMatchObject({
      watch: { renewedAt: NOON },
      renewWatchAt: new Date(NOON.getTime() + DAY),
      pollAt: new Date(NOON.getTime() + 15 * MINUTE),
      dueAt: new Date(NOON.getTime() + 15 * MINUTE),
    });
  });

  test('is renewed each day, and skips no mail that was not read yet', async () => {
    const it = openIntake();
    await it.begin();
    it.pass(DAY);
    it.gmail.deliver(MAILBOX);
    await it.run();
    expect(it.intake().watch?.renewedAt).toEqual(it.clock.now());
    expect(it.ledger()).toEqual(it.mailbox());
  });

  test('that is refused is tried again in an hour, while the mailbox is polled each minute', async () => {
    const it = openIntake();
    it.gmail.hooks.before = refuseWatch;
    await it.on();
    it.gmail.deliver(MAILBOX);
    expect(await it.run()).toMatchObject({ kind: 'read', found: 1 });
    expect(it.intake()).toMatchObject({
      watch: null,
      watchFailure: { code: 'watch_refused', attempts: 1 },
      failure: null,
      renewWatchAt: new Date(NOON.getTime() + HOUR),
      dueAt: new Date(NOON.getTime() + MINUTE),
    });
    it.pass(HOUR);
    await it.run();
    expect(it.intake().watchFailure).toMatchObject({ attempts: 2, since: NOON });
    delete it.gmail.hooks.before;
    it.pass(HOUR);
    await it.run();
    expect(it.intake()).toMatchObject({ watchFailure: null, watch: { renewedAt: it.clock.now() } });
  });

  test('that ends without a renewal leaves the mailbox polled each minute', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.hooks.before = refuseWatch;
    it.pass(8 * DAY);
    await it.run();
    expect(it.intake().pollAt.getTime() - it.clock.now().getTime()).toBe(MINUTE);
  });

  test('asks for the address, by which pushes will name the mailbox', async () => {
    const it = openIntake();
    await it.begin();
    it.gmail.rename(MAILBOX, 'Help@company.example');
    it.pass(DAY);
    await it.run();
    expect(it.intake().address).toBe('help@company.example');
  });
});

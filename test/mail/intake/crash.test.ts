import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../shared/errors.ts';
import { notePush } from '../../../shared/mail/index.ts';
import { DAY, HOUR, MAILBOX, type OpenIntake, openIntake } from './harness.ts';

/** The process dies at its nth step: each call to the store or to Gmail is two, before and after it. */
function dieAt(it: OpenIntake, n: number): { isDead: boolean } {
  const death = { isDead: false };
  let steps = 0;
  const step = (): void => {
    if (death.isDead || steps++ === n) {
      death.isDead = true;
      throw new AppError('store_unavailable');
    }
  };
  for (const hooks of [it.store.hooks, it.gmail.hooks])
    Object.assign(hooks, { before: step, after: step });
  return death;
}

function revive(it: OpenIntake): void {
  for (const hooks of [it.store.hooks, it.gmail.hooks]) {
    delete hooks.before;
    delete hooks.after;
  }
}

const SCENES: Readonly<Record<string, (it: OpenIntake) => void>> = {
  'with news': (it) => {
    for (let n = 0; n < 3; n++) it.gmail.deliver(MAILBOX);
    it.pass(HOUR);
  },
  'with an expired history': (it) => {
    for (let n = 0; n < 3; n++) it.gmail.deliver(MAILBOX);
    it.gmail.forgetHistory(MAILBOX);
    it.gmail.deliver(MAILBOX);
    it.pass(HOUR);
  },
  'with holes to sweep and a watch to renew': (it) => {
    it.pass(DAY);
    for (let n = 0; n < 3; n++) it.gmail.deliver(MAILBOX, { isUnnamed: n !== 1 });
  },
};

describe.each(Object.entries(SCENES))(
  'a process that dies in the run of a mailbox %s',
  (_, prepare) => {
    test('loses nothing: the next runs file every mail and move the cursor to the end', async () => {
      let steps = 0;
      for (let isOver = false; !isOver; steps++) {
        const it = openIntake();
        await it.begin();
        it.gmail.style.pageSize = 2;
        prepare(it);
        const death = dieAt(it, steps);
        await it.run().catch(() => null);
        isOver = !death.isDead;
        revive(it);
        it.pass(HOUR);
        await it.run();
        it.pass(DAY);
        await it.run();
        expect(it.ledger()).toEqual(it.mailbox());
        expect(it.store.entriesOf(MAILBOX).every(({ state }) => state === 'filed')).toBe(true);
        expect(it.intake()).toMatchObject({
          lease: null,
          listing: null,
          hasOpenEntries: false,
          historyId: it.gmail.historyIdOf(MAILBOX),
        });
      }
      expect(steps).toBeGreaterThan(10);
    });
  },
);

test('a process that dies while it notes a push leaves the push to be delivered again', async () => {
  for (let n = 0; n < 4; n++) {
    const it = openIntake();
    await it.begin();
    it.gmail.deliver(MAILBOX);
    const [push] = it.gmail.takePushes();
    if (!push) throw new Error('Nothing was pushed');
    dieAt(it, n);
    await expect(notePush(it.ports, push)).rejects.toMatchObject({ code: 'store_unavailable' });
    revive(it);
    expect(['leased', 'noted']).toContain((await notePush(it.ports, push)).kind);
    it.pass(HOUR);
    await it.run();
    expect(it.ledger()).toEqual(it.mailbox());
  }
});

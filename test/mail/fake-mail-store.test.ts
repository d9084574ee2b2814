import { describe, expect, test } from '@jest/globals';
import { auditEventOf } from '../../shared/adapters/mail-records.ts';
import { mailContract, sampleEntry, sampleIntake } from '../contract/mail.ts';
import { createFakeMailStore, failStore } from './fake-mail-store.ts';

const ports = { clock: { now: () => new Date(0), sleep: async () => {} }, ids: stubIds() };

function stubIds() {
  let count = 0;
  return { unique: () => `id-${++count}`, random: () => 0.5, secret: () => 'secret' };
}

// What is proved with the store in memory holds for the real ones only if it keeps the same contract.
mailContract('in memory', async () => {
  const mail = createFakeMailStore();
  return {
    mail,
    events: {
      listEvents: async () => mail.events.map((event) => auditEventOf(ports, event)),
    },
    another: async () => mail,
    close: async () => {},
  };
});

describe('the mail store in memory', () => {
  test('shares no object with its callers', async () => {
    const store = createFakeMailStore();
    const intake = sampleIntake();
    await store.writeIntake(intake, null);
    expect(store.intakeOf('connection-1')).not.toBe(intake);
    expect(store.intakeOf('connection-1').routing).not.toBe(intake.routing);
    const [added] = await store.addEntries([sampleEntry(1)]);
    expect((await store.readEntry('connection-1', sampleEntry(1).messageId))?.value).not.toBe(
      added?.value,
    );
  });

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('fails the second write %s it is stored', async (when, stored) => {
    const store = createFakeMailStore();
    await store.addEntries([sampleEntry(1)]);
    failStore(store, { operation: 'addEntries', nth: 2, when });
    await store.addEntries([sampleEntry(2)]);
    await expect(store.addEntries([sampleEntry(3)])).rejects.toMatchObject({
      code: 'store_unavailable',
    });
    expect(store.entriesOf('connection-1')).toHaveLength(2 + stored);
    expect(store.counts()).toEqual({ addEntries: 3 });
  });

  test('waits for its hooks, so that a scheduler decides which call comes first', async () => {
    const order: string[] = [];
    const store = createFakeMailStore({
      before: async ({ number }) => {
        if (number === 1) await new Promise(setImmediate);
        order.push(`before ${number}`);
      },
      after: ({ number }) => {
        order.push(`after ${number}`);
      },
    });
    const wins = await Promise.all([1, 2].map(() => store.writeIntake(sampleIntake(), null)));
    expect(wins.map((won) => won !== null)).toEqual([false, true]);
    expect(order).toEqual(['before 2', 'after 2', 'before 1', 'after 1']);
  });
});

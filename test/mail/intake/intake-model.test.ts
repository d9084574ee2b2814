import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AppError } from '../../../shared/errors.ts';
import { type IntakePorts, notePush, runMailbox, runOne } from '../../../shared/mail/index.ts';
import { ADDRESS, DAY, HOUR, MAILBOX, MINUTE, type OpenIntake, openIntake } from './harness.ts';

const ACTIONS = [
  'mail',
  'mail',
  'mail that the history forgets',
  'pushes',
  'pushes',
  'poll',
  'poll',
  'a minute passes',
  'an hour passes',
  'a day passes',
  'history expires',
  'the index lags',
  'the index catches up',
] as const;

type Action = (typeof ACTIONS)[number];

const actionArbitrary = fc.record({
  action: fc.constantFrom(...ACTIONS),
  instance: fc.nat({ max: 1 }),
  /** The process that does it dies at this step; null: it does not. */
  diesAt: fc.option(fc.nat({ max: 12 }), { freq: 3 }),
  /** The answer of this write of the store is lost; null: none. */
  losesAnswer: fc.option(fc.nat({ max: 4 }), { freq: 3 }),
});

/** Ports of one process, each call of which is two steps that the scheduler may put off. */
function processOf(
  ports: IntakePorts,
  { step, lose }: { step: () => Promise<void>; lose: () => boolean },
): IntakePorts {
  const wrap = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, property) => {
        const method = Reflect.get(target, property);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          await step();
          const answer = await Reflect.apply(method, target, args);
          await step();
          if (String(property).startsWith('write') && lose())
            throw new AppError('store_unavailable');
          return answer;
        };
      },
    });
  return { ...ports, store: wrap(ports.store), readerOf: (id) => wrap(ports.readerOf(id)) };
}

type Scene = { readonly it: OpenIntake; readonly scheduler: fc.Scheduler };
type Scripted = typeof actionArbitrary extends fc.Arbitrary<infer T> ? T : never;

function scriptedProcess({ it, scheduler }: Scene, { diesAt, losesAnswer }: Scripted): IntakePorts {
  let steps = 0;
  let writes = 0;
  return processOf(it.ports, {
    lose: () => writes++ === losesAnswer,
    step: async () => {
      await scheduler.schedule(Promise.resolve());
      steps += 1;
      if (diesAt !== null && steps > diesAt) throw new AppError('store_unavailable');
    },
  });
}

async function act(scene: Scene, scripted: Scripted): Promise<void> {
  const { it } = scene;
  const ports = scriptedProcess(scene, scripted);
  const run = { until: new Date(it.clock.now().getTime() + MINUTE), watch: () => {} };
  const passed: Partial<Record<Action, number>> = {
    'a minute passes': MINUTE,
    'an hour passes': HOUR,
    'a day passes': DAY,
  };
  await scene.scheduler.schedule(Promise.resolve());
  it.pass(passed[scripted.action] ?? 0);
  if (scripted.action === 'mail') it.gmail.deliver(MAILBOX);
  if (scripted.action === 'mail that the history forgets')
    it.gmail.deliver(MAILBOX, { isUnnamed: true });
  if (scripted.action === 'history expires') it.gmail.forgetHistory(MAILBOX);
  if (scripted.action === 'the index lags') it.gmail.lag(MAILBOX);
  if (scripted.action === 'the index catches up') it.gmail.catchUp(MAILBOX);
  if (scripted.action === 'poll') await runOne(ports, MAILBOX, run);
  if (scripted.action !== 'pushes') return;
  for (const push of it.gmail.takePushes()) {
    const noted = await notePush(ports, push);
    if (noted.kind === 'leased') await runMailbox(ports, noted.leased, run);
  }
}

/** Everything that the history named up to the cursor is in the ledger. */
function cursorIsBehindLedger(it: OpenIntake): void {
  const { historyId } = it.intake();
  if (historyId === null) return;
  const ledger = new Set(it.ledger());
  expect(it.gmail.namedUpTo(MAILBOX, historyId).filter((id) => !ledger.has(id))).toEqual([]);
}

async function settle(it: OpenIntake): Promise<void> {
  it.gmail.catchUp(MAILBOX);
  for (let n = 0; n < 6; n++) {
    it.pass(HOUR);
    await it.run();
  }
  await notePush(it.ports, { address: ADDRESS, historyId: it.gmail.historyIdOf(MAILBOX) });
  for (let night = 0; night < 2; night++) {
    it.pass(it.intake().sweepAt.getTime() - it.clock.now().getTime());
    await it.run();
  }
}

test('when processes die, answers are lost and runs meet, the cursor is never ahead of the ledger, and every mail comes into it once', async () => {
  const script = fc.array(actionArbitrary, { minLength: 3, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), script, async (scheduler, actions) => {
      const it = openIntake();
      await it.begin();
      it.gmail.style.pageSize = 2;
      const scene = { it, scheduler };
      const all = Promise.all(actions.map((one) => act(scene, one).catch(onlyStoreFailures)));
      let isOver = false;
      const over = all.finally(() => {
        isOver = true;
      });
      while (!isOver) {
        // Each process that may go on has come to its next step by then.
        await setImmediate();
        if (scheduler.count() > 0) await scheduler.waitOne();
        cursorIsBehindLedger(it);
      }
      await over;
      await settle(it);
      const days = 2 * DAY + 8 * HOUR;
      const listed = it.gmail
        .messagesOf(MAILBOX)
        .filter(({ receivedAt }) => receivedAt.getTime() > it.clock.now().getTime() - days);
      const ledger = it.ledger();
      expect(new Set(ledger).size).toBe(ledger.length);
      expect(ledger).toEqual(expect.arrayContaining(listed.map(({ messageId }) => messageId)));
      const named = it.gmail.namedUpTo(MAILBOX, it.gmail.historyIdOf(MAILBOX));
      expect(ledger).toEqual(expect.arrayContaining([...named]));
      expect(it.store.entriesOf(MAILBOX).every(({ state }) => state === 'filed')).toBe(true);
    }),
    { numRuns: 150 },
  );
});

function onlyStoreFailures(thrown: unknown): void {
  if (!(thrown instanceof AppError) || thrown.code !== 'store_unavailable') throw thrown;
}

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asAppError, type ErrorCode } from '../../../shared/errors.ts';
import { runDueSends, type SendPorts, send } from '../../../shared/mail/sending/index.ts';
import { ALL_SHARDS } from '../../../shared/tokens/index.ts';
import type { Fate } from './fake-sender.ts';
import { requestOf } from './requests.ts';
import { createWorld, MAILBOX, MINUTE, type World } from './world.ts';

/** The process is gone: nothing that it calls happens any more. */
class Died extends Error {}

type Process = {
  /** It dies at this call of a port, counted from 1; null: it lives. */
  readonly diesAt: number | null;
  /** Whether what it called happens still, and only the answer is lost. */
  readonly isDone: boolean;
};

const SEEN = new Set(['store', 'reader', 'sender', 'cases']);

/** The ports of a process, each call of which the scheduler puts into its order. */
function portsOf(world: World, scheduler: fc.Scheduler, { diesAt, isDone }: Process): SendPorts {
  let calls = 0;
  const watched = <Port extends object>(port: Port, name: string): Port =>
    new Proxy(port, {
      get: (target, member) => {
        const called: unknown = Reflect.get(target, member);
        if (typeof called !== 'function' || !SEEN.has(name)) return called;
        return async (...given: readonly unknown[]): Promise<unknown> => {
          await scheduler.schedule(Promise.resolve(), `${name}.${String(member)}`);
          calls += 1;
          const isDead = diesAt !== null && calls > diesAt;
          const isDying = calls === diesAt;
          if (isDead || (isDying && !isDone)) throw new Died();
          const answer = await Reflect.apply(called, target, given);
          if (isDying) throw new Died();
          return answer;
        };
      },
    });
  const { ports } = world;
  return {
    ...ports,
    store: watched(ports.store, 'store'),
    readerOf: (id) => watched(ports.readerOf(id), 'reader'),
    senderOf: (id) => watched(ports.senderOf(id), 'sender'),
    casesOf: (id) => watched(ports.casesOf(id), 'cases'),
  };
}

const request = (world: World) =>
  requestOf({ orgId: 'org-1', caseId: world.caseId, answers: 'latest' });

type Answer = { readonly isSent: boolean; readonly code: ErrorCode | null };

/** Calls once, as a caller does who waits for the answer. */
const call = (world: World, ports: SendPorts): Promise<Answer> =>
  send(ports, request(world)).then(
    () => ({ isSent: true, code: null }),
    (thrown: unknown) => ({ isSent: false, code: asAppError(thrown).code }),
  );

const sweepWith = (world: World, ports: SendPorts) =>
  runDueSends(ports, {
    shards: ALL_SHARDS,
    until: new Date(world.clock.now().getTime() + MINUTE),
  });

/** Asks for all sends of which something is left to do, whenever it is due. */
const EVER = { before: new Date('2100-01-01'), limit: 9 };

/** So much time passes, and perhaps a mail of somebody else arrives. */
type Round = { readonly minutes: number; readonly arrives: boolean };

const LATER: readonly Round[] = Array.from({ length: 110 }, () => ({ minutes: 15, arrives: true }));

type Script = {
  readonly fates: readonly Fate[];
  readonly processes: readonly Process[];
  readonly lagRounds: number;
  readonly rounds: readonly Round[];
  /** The caller calls again until it is answered. */
  readonly isPatient: boolean;
};

const scripts: fc.Arbitrary<Script> = fc.record({
  fates: fc.array(fc.constantFrom<Fate>('accept', 'refuse', 'lose', 'drop', 'late'), {
    maxLength: 4,
  }),
  processes: fc.array(
    fc.record({
      diesAt: fc.option(fc.integer({ min: 1, max: 16 })),
      isDone: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  lagRounds: fc.integer({ min: 0, max: 6 }),
  rounds: fc.array(fc.record({ minutes: fc.constantFrom(1, 3, 15), arrives: fc.boolean() }), {
    minLength: 8,
    maxLength: 8,
  }),
  isPatient: fc.boolean(),
});

/** Plays a script. Answers the last answer that the caller got; null: it got none. */
async function play(world: World, scheduler: fc.Scheduler, script: Script): Promise<Answer | null> {
  world.sender.fates = [...script.fates];
  if (script.lagRounds > 0) world.gmail.lag(MAILBOX);
  const begun = script.processes.map((process) => call(world, portsOf(world, scheduler, process)));
  await scheduler.waitFor(Promise.all(begun));
  const answers = await Promise.all(begun);
  let last = answers.find(({ isSent }) => isSent) ?? null;
  for (const [round, { minutes, arrives }] of [...script.rounds, ...LATER].entries()) {
    world.pass(minutes * MINUTE);
    if (round >= script.lagRounds) world.gmail.catchUp(MAILBOX);
    if (arrives) world.arrive();
    world.pass(1000);
    if (script.isPatient && last?.isSent !== true) {
      const [swept, called] = [
        sweepWith(world, portsOf(world, scheduler, { diesAt: null, isDone: true })),
        call(world, portsOf(world, scheduler, { diesAt: null, isDone: true })),
      ];
      await scheduler.waitFor(Promise.all([swept, called]));
      last = await called;
    } else await sweepWith(world, world.ports);
    const open = await world.store.dueSends(EVER);
    if (last?.isSent && round > script.lagRounds && open.length === 0) break;
    if (last?.code === 'send_outcome_unknown') break;
  }
  await sweepWith(world, world.ports);
  return last;
}

test('a mail is never sent twice, and never silently not at all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), scripts, async (scheduler, script) => {
      const world = await createWorld();
      const last = await play(world, scheduler, script);
      const { length: sent } = world.sender.sent;
      const stored = await world.store.dueSends(EVER);
      expect(sent).toBeLessThanOrEqual(1);
      expect(world.rows()).toHaveLength(sent);
      // Nothing stays open: it was sent, or is known not to be, or a person is told.
      expect(stored).toEqual([]);
      if (last?.isSent) expect(sent).toBe(1);
      const told = world.store.events.map(({ kind }) => kind);
      if (script.isPatient) expect(last?.isSent).toBe(true);
      if (sent === 0) expect(last?.isSent).not.toBe(true);
      // In all of these the history tells in the end.
      expect(told).not.toContain('send_unknown');
      if (told.includes('send_not_sent') && !script.isPatient) expect(sent).toBe(0);
    }),
    { numRuns: 400 },
  );
});

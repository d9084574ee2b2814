import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inParallel } from '../../../shared/concurrency/in-parallel.ts';
import { parseConfig } from '../../../shared/config/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { composeRuntime, type Runtime } from '../../../shared/runtime/runtime.ts';
import { answerOnce } from '../../../shared/salesforce/webhook/once.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const DELIVERIES = 10_000;
const EVENTS = 2000;
const AT_ONCE = 32;

const directory = temporaryDirectory();
/** Two instances over one store. Who waits for another one's answer asks each millisecond. */
let instances: readonly Runtime[];

beforeAll(async () => {
  const config = parseConfig({ DATA_DIR: directory, LOG_LEVEL: 'error' });
  const adaptPorts = <Ports extends object>(ports: Ports) => ({ ...ports, clock: IMPATIENT });
  instances = [
    await composeRuntime(config, { adaptPorts }),
    await composeRuntime(config, { adaptPorts }),
  ];
});
afterAll(async () => {
  for (const runtime of instances) await runtime.close();
});

const IMPATIENT = { now: () => new Date(), sleep: () => pause(1) };

type Delivery = { readonly event: number; readonly instance: number };
type Deliveries = { readonly given: readonly Delivery[]; readonly failing: ReadonlySet<number> };

/** Each event at least once, in any order, to either instance; the first try of a tenth of them fails. */
const seeded = (seed: number): Deliveries => {
  const event = fc.nat(EVENTS - 1);
  const list = fc.array(event, { minLength: DELIVERIES - EVENTS, maxLength: DELIVERIES - EVENTS });
  const [more = []] = fc.sample(list, { seed, numRuns: 1 });
  const all = [...Array(EVENTS).keys(), ...more];
  const [order = []] = fc.sample(fc.shuffledSubarray([...all.keys()], { minLength: all.length }), {
    seed,
    numRuns: 1,
  });
  return {
    given: order.map((at) => ({ event: all[at] ?? 0, instance: at % 2 })),
    failing: new Set([...Array(EVENTS).keys()].filter((each) => (each + seed) % 10 === 0)),
  };
};

/** Delivers what is not answered again, as Salesforce does. Answers how often each was done, and its answers. */
async function deliverAll({ given, failing }: Deliveries) {
  const done = new Map<number, number>();
  const answers = new Map<number, Set<string>>();
  const toFail = new Set(failing);
  const work = (event: number) => async (): Promise<unknown> => {
    if (toFail.delete(event)) throw new AppError('google_unavailable');
    const nth = (done.get(event) ?? 0) + 1;
    done.set(event, nth);
    return { event, nth };
  };
  const deliver = async ({ event, instance }: Delivery): Promise<void> => {
    const eventId = `event-${event}`;
    const call = { callerId: '0123456789ab', operation: 'sendEmail', eventId, request: event };
    const answer = await answerOnce(instances[instance] as Runtime, call, work(event));
    answers.set(event, (answers.get(event) ?? new Set()).add(JSON.stringify(answer)));
  };
  let rounds = 0;
  for (let waiting = given; waiting.length > 0; rounds += 1) {
    const again: Delivery[] = [];
    const pace = { clock: IMPATIENT, concurrency: AT_ONCE, until: new Date('9999-01-01') };
    await inParallel(waiting, pace, (delivery) =>
      deliver(delivery).catch(() => void again.push(delivery)),
    );
    waiting = again;
  }
  return { done, answers, rounds };
}

test('of 10,000 deliveries of 2,000 events, doubled and in any order, each event is done once and answered alike', async () => {
  const { done, answers, rounds } = await deliverAll(seeded(1));
  expect(rounds).toBeGreaterThan(1);
  expect(done.size).toBe(EVENTS);
  expect(new Set(done.values())).toEqual(new Set([1]));
  expect(answers.size).toBe(EVENTS);
  expect(new Set([...answers.values()].map(({ size }) => size))).toEqual(new Set([1]));
}, 120_000);

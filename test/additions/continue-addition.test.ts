import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Addition,
  type AdditionLine,
  beginAddition,
  checkList,
  continueAddition,
  readAddition,
  readLines,
  retryFailed,
} from '../../shared/additions/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { Delegated, Delegating } from '../../shared/tokens/index.ts';
import { sampleConnection } from '../support/samples.ts';
import { REFUSALS } from '../tokens/fake-service-accounts.ts';
import { codeOf, useHarness } from '../tokens/harness.ts';

const { harness, instance } = useHarness();
const DELEGATION = { id: 'd1', serviceAccount: 'mail@p.iam.gserviceaccount.com' };
const DAY = 24 * 60 * 60 * 1000;

/** Every address that was tried, in order. */
let tried: string[];
let refusal: (address: string) => AppError | null;
beforeEach(() => {
  tried = [];
  refusal = () => null;
});

/** Answers like `connectByDelegation`, after a turn of the event loop. */
async function connect({ address }: Delegating): Promise<Delegated> {
  tried.push(address);
  await harness.clock.sleep(500);
  const refused = refusal(address);
  if (refused) throw refused;
  return { connection: sampleConnection({ id: `id-${address}` }), again: false, revoked: true };
}

const addresses = (count: number, domain = 'example.com'): string[] =>
  Array.from({ length: count }, (_, place) => `m${place + 1}@${domain}`);

function begin(list: readonly string[]): Promise<Addition> {
  const entries = list.map((address, place) => ({ line: place + 1, address }));
  const domains = ['example.com', 'example.jp'];
  const { lines } = checkList(entries, { id: DELEGATION.id, domains }, new Map());
  return beginAddition(instance.ports, { delegation: DELEGATION, lines, by: 'admin@example.com' });
}

const until = (seconds: number): Date => new Date(harness.clock.now().getTime() + seconds * 1000);
const step = ({ id }: Addition, seconds = 600, about: object = {}): Promise<void> =>
  continueAddition(instance.ports, id, { by: 'admin', until: until(seconds), connect, ...about });
const linesOf = (addition: Addition): Promise<readonly AdditionLine[]> =>
  readLines(instance.ports, addition);
const outcomes = async (addition: Addition): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { outcome } of await linesOf(addition)) {
    const kind = outcome?.kind ?? 'waiting';
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
};
const stopsOf = async ({ id }: Addition) => (await readAddition(instance.ports, id)).value.stops;

describe('an addition', () => {
  test('works through several slices, each line once', async () => {
    const addition = await begin(addresses(450));
    expect(addition.slices).toBe(3);
    await step(addition);
    expect(await outcomes(addition)).toEqual({ connected: 450 });
    expect(tried.toSorted()).toEqual(addresses(450).toSorted());
  });

  test('goes on where the time was up', async () => {
    const addition = await begin(addresses(300));
    while ((await outcomes(addition))['waiting']) await step(addition, 0.1);
    expect(tried).toHaveLength(300);
  });

  test('is worked on by two windows at once, each line once', async () => {
    const addition = await begin(addresses(600));
    await Promise.all([step(addition), step(addition), step(addition)]);
    await step(addition);
    expect(await outcomes(addition)).toEqual({ connected: 600 });
    expect(tried).toHaveLength(600);
  });

  test('is finished by another request a minute after one crashed', async () => {
    const addition = await begin(addresses(20));
    const crash = () => Promise.reject(new AppError('store_unavailable'));
    const { store } = instance.ports;
    let writes = 0;
    const dying = {
      ...instance.ports,
      store: {
        ...store,
        writeRecord: ((...write: Parameters<typeof store.writeRecord>) =>
          ++writes === 1 ? store.writeRecord(...write) : crash()) as typeof store.writeRecord,
      },
    };
    const continuing = { by: 'admin', until: until(1), connect };
    await expect(continueAddition(dying, addition.id, continuing)).rejects.toThrow();
    await step(addition, 1);
    expect(await outcomes(addition)).toEqual({ waiting: 20 });
    harness.clock.advance(62_000);
    await step(addition);
    expect(await outcomes(addition)).toEqual({ connected: 20 });
  });

  test('keeps the refusal of one mailbox as the result of its line', async () => {
    refusal = (address) => (address.startsWith('m2@') ? REFUSALS.userUnknown : null);
    const addition = await begin(addresses(3));
    await step(addition);
    expect(await outcomes(addition)).toEqual({ connected: 2, failed: 1 });
    expect((await linesOf(addition))[1]?.outcome).toMatchObject({
      failure: { code: 'grant_refused', upstream: { description: 'Invalid email or User ID' } },
    });
  });

  test('goes on however many mailboxes are refused each for itself', async () => {
    refusal = () => REFUSALS.userUnknown;
    const addition = await begin(addresses(50));
    await step(addition);
    expect(await outcomes(addition)).toEqual({ failed: 50 });
  });

  test.each([
    ['the key is refused', REFUSALS.keyBroken],
    ['signing is not allowed', new AppError('signing_refused')],
    ['Google does not answer', new AppError('google_unavailable')],
  ])('stops after a few failures when %s', async (_what, error) => {
    refusal = () => error;
    const addition = await begin(addresses(1000));
    await step(addition);
    expect(tried.length).toBeLessThan(20);
    expect(await stopsOf(addition)).toMatchObject([{ domain: null, code: error.code }]);
    const before = tried.length;
    await step(addition);
    expect(tried).toHaveLength(before);
  });

  test('leaves out the rest of a domain that is not delegated, and adds the others', async () => {
    refusal = (address) => (address.endsWith('.jp') ? REFUSALS.notDelegated : null);
    const addition = await begin([...addresses(100, 'example.jp'), ...addresses(100)]);
    await step(addition);
    expect((await outcomes(addition))['connected']).toBe(100);
    expect(tried.filter((address) => address.endsWith('.jp')).length).toBeLessThan(20);
    expect(await stopsOf(addition)).toMatchObject([{ domain: 'example.jp' }]);
  });

  test('does not stop for failures between which mailboxes are connected', async () => {
    refusal = (address) => (/[05]@/.test(address) ? new AppError('google_unavailable') : null);
    const addition = await begin(addresses(200));
    await step(addition);
    expect(await outcomes(addition)).toEqual({ connected: 160, failed: 40 });
  });

  test('tries the failed lines and the rest again, and no line that succeeded', async () => {
    refusal = (address) => (address.endsWith('.jp') ? REFUSALS.notDelegated : null);
    const addition = await begin([...addresses(60, 'example.jp'), ...addresses(3)]);
    await step(addition);
    refusal = () => null;
    tried = [];
    await retryFailed(instance.ports, addition.id);
    await step(addition);
    expect(await outcomes(addition)).toEqual({ connected: 63 });
    expect(tried).toHaveLength(60);
  });

  test('is forgotten after a week', async () => {
    const { id } = await begin(addresses(1));
    harness.clock.advance(6.9 * DAY);
    await readAddition(instance.ports, id);
    harness.clock.advance(0.2 * DAY);
    expect(await codeOf(readAddition(instance.ports, id))).toBe('addition_unknown');
    expect(await codeOf(readAddition(instance.ports, 'any'))).toBe('addition_unknown');
  });

  test('of the longest addresses and answers stays below 200 KB in each record', async () => {
    const { upstream } = REFUSALS.userUnknown;
    const longest = upstream && { ...upstream, description: 'd'.repeat(300) };
    refusal = () => new AppError('grant_refused', { upstream: longest });
    const long = Array.from({ length: 200 }, (_, place) => `${place}`.padStart(242, 'x'));
    const addition = await begin(long.map((local) => `${local}@example.com`));
    await step(addition);
    expect(JSON.stringify(await linesOf(addition)).length).toBeLessThan(200_000);
  });
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from '../../shared/tokens/index.ts';
import { type Instance, SUPPORT, storedIn, useHarness } from './harness.ts';

const DAY = 24 * 60 * 60_000;
const { harness, instance: first } = useHarness();
let instance: Instance;
let connection: Connection;
beforeEach(async () => {
  instance = first;
  connection = await harness.connect(instance, SUPPORT);
});

const probeOf = (at: Date) => ({ at, latencyMs: 1, labels: [], labelCount: 0, failure: null });

/** Everything that one instance does while its clock is ahead for a minute. */
async function whileClockIsAhead(milliseconds: number): Promise<void> {
  harness.clock.advance(milliseconds);
  await instance.tokens.refreshOne(connection.id);
  await instance.tokens.recordProbe(connection.id, probeOf(harness.clock.now()));
  harness.clock.advance(-milliseconds);
  instance = harness.start();
}

describe.each([
  ['a day and a half', 1.5 * DAY],
  ['four hundred days', 400 * DAY],
])('after a clock was ahead by %s', (_, ahead) => {
  beforeEach(() => whileClockIsAhead(ahead));

  test('a token is refreshed, and its life is counted from now', async () => {
    await instance.tokens.accessTokenFor(connection.id);
    const stored = await storedIn(instance, connection.id);
    const life = (stored.accessToken?.expiresAt.getTime() ?? 0) - harness.clock.now().getTime();
    expect(life).toBeLessThanOrEqual(3600 * 1000);
    expect(life).toBeGreaterThan(3500 * 1000);
  });

  test('a new probe replaces the one from the future', async () => {
    const at = harness.clock.now();
    await instance.tokens.recordProbe(connection.id, probeOf(at));
    const stored = await storedIn(instance, connection.id);
    expect(stored.probe?.at).toEqual(at);
    expect(stored.probeDueAt?.getTime()).toBeLessThan(at.getTime() + 2 * DAY);
  });

  test('a new consent is not superseded by the one from the future', async () => {
    await whileClockIsAhead(ahead);
    harness.clock.advance(ahead);
    await harness.connect(harness.start(), SUPPORT);
    harness.clock.advance(-ahead);
    const again = await harness.connect(harness.start(), SUPPORT);
    expect(again.consentedAt.getTime()).toBeLessThanOrEqual(harness.clock.now().getTime());
  });
});

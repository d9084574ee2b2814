import { beforeEach, expect, test } from '@jest/globals';
import { AppError } from '../../shared/errors.ts';
import { type Connection, withPlausibleMoments } from '../../shared/tokens/index.ts';
import { SUPPORT, storedIn, useHarness } from './harness.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const { harness, instance } = useHarness();
let connection: Connection;
beforeEach(async () => {
  connection = await harness.connect(instance, SUPPORT);
});

const REPORT = { status: 429, error: null, subtype: null, description: null } as const;

const rateLimited = (wait: number): AppError => {
  const retryAt = new Date(harness.clock.now().getTime() + wait);
  const upstream = { ...REPORT, service: 'google', endpoint: 'token', retryAt } as const;
  return new AppError('google_unavailable', { upstream });
};

/** Refreshes while the token endpoint asks for a wait. Returns the connection as another instance reads it. */
async function refreshedWith(error: AppError): Promise<Connection> {
  const { tokens } = harness.start((ports) => ({
    ...ports,
    oauth: {
      ...ports.oauth,
      refresh: async () => {
        throw error;
      },
    },
  }));
  expect((await tokens.refreshOne(connection.id)).kind).toBe('retry_later');
  const store = withPlausibleMoments(instance.ports.store, harness.clock);
  const found = await store.readConnection(connection.id);
  if (!found) throw new Error('the connection is gone');
  return found.value;
}

const waitOf = (at: Date | null): number => (at?.getTime() ?? 0) - harness.clock.now().getTime();

test.each([
  ['six hours', 6 * HOUR],
  ['a day', DAY],
])('a refresh is not due before the token endpoint’s Retry-After of %s', async (_, wait) => {
  const error = rateLimited(wait);
  const { refreshDueAt, failure } = await refreshedWith(error);
  expect(failure?.upstream?.retryAt).toEqual(error.upstream?.retryAt);
  expect(refreshDueAt?.getTime()).toBeGreaterThanOrEqual(error.upstream?.retryAt?.getTime() ?? 0);
  expect(waitOf(refreshDueAt)).toBeLessThan(wait + 6 * 60_000);
});

test('a wait that is shorter than the back-off changes nothing', async () => {
  const { refreshDueAt } = await refreshedWith(rateLimited(1000));
  expect(waitOf(refreshDueAt)).toBeGreaterThan(10_000);
  expect(waitOf(refreshDueAt)).toBeLessThan(60_000);
});

test('a moment that nobody can mean parks no mailbox for longer than a day', async () => {
  const { refreshDueAt } = await refreshedWith(rateLimited(400 * DAY));
  expect(waitOf(refreshDueAt)).toBeLessThan(DAY + 6 * 60_000);
});

test('a probe is not due before Gmail’s Retry-After', async () => {
  const at = harness.clock.now();
  const { code, upstream } = rateLimited(8 * HOUR);
  const probe = { at, latencyMs: 1, labels: [], labelCount: 0, failure: { code, upstream } };
  await instance.tokens.recordProbe(connection.id, probe);
  const { probeDueAt } = await storedIn(instance, connection.id);
  expect(waitOf(probeDueAt)).toBeGreaterThanOrEqual(8 * HOUR - 1000);
  expect(waitOf(probeDueAt)).toBeLessThan(8 * HOUR + 6 * 60_000);
});

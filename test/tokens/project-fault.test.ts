import { describe, expect, test } from '@jest/globals';
import type { ErrorCode, UpstreamReport } from '../../shared/errors.ts';
import type { Mailbox, Probe } from '../../shared/tokens/index.ts';
import { type Instance, SUPPORT, useHarness } from './harness.ts';

const { harness, instance } = useHarness();

const gmailSays = (
  error: string,
  code: ErrorCode = 'gmail_refused',
): NonNullable<Probe['failure']> => ({
  code,
  upstream: {
    service: 'gmail',
    endpoint: 'gmail',
    status: 403,
    error,
    subtype: null,
    description: null,
  } satisfies UpstreamReport,
});

const twelve = Array.from(
  { length: 12 },
  (_, n): Mailbox => ({
    subject: `20000000000000000${String(n).padStart(4, '0')}`,
    address: `desk-${n}@example.com`,
    hostedDomain: 'example.com',
  }),
);

const connectAll = async (): Promise<string[]> => {
  const ids: string[] = [];
  for (const mailbox of twelve) ids.push((await harness.connect(instance, mailbox)).id);
  return ids;
};

async function probeAll(
  ids: readonly string[],
  failure: Probe['failure'],
  { tokens }: Instance = instance,
): Promise<void> {
  harness.clock.advance(1000);
  const at = harness.clock.now();
  const found = { at, latencyMs: 5, labels: [], labelCount: 0, failure };
  await Promise.all(ids.map((id) => tokens.recordProbe(id, found)));
}

/** The kinds of the events since the mailboxes were connected, the newest first. */
const kinds = async (): Promise<string[]> =>
  (await instance.ports.store.listEvents({ connectionId: null, limit: 500 }))
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'connected');

describe('a fault of the project that probes find', () => {
  test.each([
    ['accessNotConfigured', 'gmail_refused'],
    ['SERVICE_DISABLED', 'gmail_refused'],
    ['dailyLimitExceeded', 'google_unavailable'],
  ] as const)('is one event for the fleet, and so is its end (%s)', async (error, code) => {
    const ids = await connectAll();
    await probeAll(ids, gmailSays(error, code));
    expect(await kinds()).toEqual(['fleet_probes_failing']);
    harness.clock.advance(60_000);
    await probeAll(ids, gmailSays(error, code), harness.start());
    expect(await kinds()).toEqual(['fleet_probes_failing']);
    harness.clock.advance(60_000);
    await probeAll(ids, null, harness.start());
    expect(await kinds()).toEqual(['fleet_probes_recovered', 'fleet_probes_failing']);
    const [, began] = await instance.ports.store.listEvents({ connectionId: null, limit: 2 });
    expect(began).toMatchObject({ connectionId: null, failure: { upstream: { error } } });
  });

  test('ends at the first probe that passes, a moment later on the same instance', async () => {
    const ids = await connectAll();
    await probeAll(ids, gmailSays('accessNotConfigured'));
    await probeAll(ids.slice(0, 1), null);
    expect(await kinds()).toEqual(['fleet_probes_recovered', 'fleet_probes_failing']);
  });

  test('leaves a mailbox that Gmail refused for its own reason as failing as it was', async () => {
    const [one = '', ...others] = await connectAll();
    await probeAll([one], gmailSays('insufficientPermissions'));
    expect(await kinds()).toEqual(['probe_failing']);
    await probeAll([one, ...others], gmailSays('accessNotConfigured'));
    harness.clock.advance(60_000);
    await probeAll(others, null);
    expect(await kinds()).toEqual([
      'fleet_probes_recovered',
      'fleet_probes_failing',
      'probe_failing',
    ]);
    await probeAll([one], null);
    expect((await kinds())[0]).toBe('probe_recovered');
  });

  test('is not made of a rate limit, which passes by itself', async () => {
    const ids = await connectAll();
    await probeAll(ids, gmailSays('rateLimitExceeded', 'google_unavailable'));
    expect(await kinds()).toEqual([]);
  });
});

test('a reconnect keeps the last probe, which says nothing of the new grant', async () => {
  const [account] = twelve;
  if (!account) throw new Error('no mailbox');
  const { id } = await harness.connect(instance, account);
  await probeAll([id], gmailSays('insufficientPermissions'));
  harness.clock.advance(1000);
  const again = await harness.connect(instance, account);
  expect(again.probe?.failure).not.toBeNull();
  expect(again.probeHistory).toHaveLength(1);
  const filter = { health: 'well', address: null } as const;
  expect(await instance.ports.store.countConnections(filter)).toBe(1);
  await instance.tokens.disconnect(id, 'admin@example.com');
  harness.clock.advance(1000);
  const anew = await harness.connect(instance, account);
  expect(anew.probe).toBeNull();
});

test('a fault that a clock far ahead wrote ends with the next probe that passes', async () => {
  const { id } = await harness.connect(instance, SUPPORT);
  harness.clock.advance(400 * 24 * 60 * 60_000);
  await probeAll([id], gmailSays('accessNotConfigured'));
  harness.clock.advance(75_000 - 400 * 24 * 60 * 60_000);
  await probeAll([id], null);
  expect(await kinds()).toContain('fleet_probes_recovered');
});

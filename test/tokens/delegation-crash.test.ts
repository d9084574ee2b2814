import { describe, expect, test } from '@jest/globals';
import type { Connection } from '../../shared/tokens/index.ts';
import { versionIn } from '../support/grant.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { type Death, dieAtCall } from './die-at-call.ts';
import { codeOf, type Harness, type Instance, openHarness, SUPPORT, storedIn } from './harness.ts';

const root = temporaryDirectory();
let rounds = 0;
const HOUR = 60 * 60_000;
const ADMIN = 'admin@example.com';
/** More steps than a switch has, so the last rounds end without a death. */
const STEPS = 34;

type Round = {
  readonly harness: Harness;
  readonly before: Connection;
  /** That of the owner's consent. */
  readonly refreshToken: string;
  readonly death: Death;
  readonly next: Instance;
  /** Connects the mailbox by delegation on this instance. */
  readonly delegateOn: (at: Instance) => Promise<unknown>;
};

/** A switch from consent to delegation that dies at its nth step. */
async function dieAt(n: number): Promise<Round> {
  const harness = openHarness(`${root}/round-${rounds++}`);
  harness.serviceAccounts.addMailbox(SUPPORT);
  harness.serviceAccounts.delegate('example.com');
  const before = await harness.connect(harness.start(), SUPPORT);
  const next = harness.start();
  const { refreshToken = '' } = (await next.ports.vault.get(versionIn(before))) ?? {};
  expect(harness.google.isAlive(refreshToken)).toBe(true);
  const about = { serviceAccount: 'mail@project.iam.gserviceaccount.com', clientId: null };
  const added = { ...about, domains: ['example.com'], profile: 'probe' as const, key: null };
  const { id: delegationId } = await next.tokens.addDelegation(added, ADMIN);
  let death: Death = { calls: [], dead: false };
  const dying = harness.start((ports) => {
    const wrapped = dieAtCall(ports, n);
    death = wrapped.death;
    return wrapped.ports;
  });
  const delegateOn = ({ tokens }: Instance) =>
    tokens.connectByDelegation({ delegationId, address: SUPPORT.address, by: ADMIN });
  await codeOf(delegateOn(dying));
  return { harness, before, refreshToken, death, next, delegateOn };
}

async function expectWorking({ harness, next, before }: Round): Promise<void> {
  harness.clock.advance(2 * HOUR);
  expect(await next.tokens.refreshOne(before.id)).toMatchObject({ kind: 'refreshed' });
  expect(await storedIn(next, before.id)).toMatchObject({ status: 'active', failure: null });
}

describe('a switch to the delegation that dies at any step leaves one method working', () => {
  test.each(Array.from({ length: STEPS }, (_, n) => n))('step %i', async (n) => {
    const round = await dieAt(n);
    const { harness, before, refreshToken, death, next, delegateOn } = round;
    const isDelegated = (await storedIn(next, before.id)).grant.kind === 'delegation';
    expect(isDelegated || death.dead).toBe(true);
    await expectWorking(round);

    // The administrator tries again: nothing of the owner's consent is left, here or at Google.
    await delegateOn(next);
    await expectWorking(round);
    expect(await storedIn(next, before.id)).toMatchObject({ grant: { kind: 'delegation' } });
    expect(await next.ports.vault.versions(before.id)).toEqual([]);
    expect(harness.google.isAlive(refreshToken)).toBe(false);
    harness.close();
  });

  test('covers the switch from its first call to its last', async () => {
    const { harness, death } = await dieAt(STEPS + 1);
    expect(death).toMatchObject({ dead: false });
    expect(death.calls[0]).toBe('store.readRecord');
    expect(death.calls).toContain('serviceAccounts.identify');
    expect(death.calls).toContain('oauth.revoke');
    expect(death.calls.at(-1)).toBe('vault.destroy');
    expect(death.calls.length * 2).toBeLessThanOrEqual(STEPS);
    harness.close();
  });
});

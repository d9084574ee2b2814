import { expect, test } from '@jest/globals';
import type { Connection, Ports } from '../../shared/tokens/index.ts';
import { versionIn } from '../support/grant.ts';
import { type Instance, SUPPORT, useHarness } from './harness.ts';

const { harness, instance: first } = useHarness();

/**
 * Ports whose write of a new grant version takes effect, loses its answer and is overwritten by a
 * refresh. The store can only report such a write as refused.
 */
function writtenOver(ports: Ports): Ports {
  const { store } = ports;
  const writeConnection: Ports['store']['writeConnection'] = async (connection, revision) => {
    const before = await store.readConnection(connection.id);
    const written = await store.writeConnection(connection, revision);
    if (written === null || versionIn(before?.value) === versionIn(connection)) return written;
    const accessToken = { value: 'marked-another', expiresAt: new Date('2026-01-01T02:00:00Z') };
    await store.writeConnection({ ...connection, accessToken }, written);
    return null;
  };
  return { ...ports, store: { ...store, writeConnection } };
}

async function expectKept({ ports }: Instance, { id }: Connection): Promise<void> {
  const named = versionIn((await ports.store.readConnection(id))?.value);
  expect(harness.google.isAlive((await ports.vault.get(named))?.refreshToken ?? '')).toBe(true);
  expect((await ports.vault.versions(id)).map(({ name }) => name)).toEqual([named]);
}

test('keeps a rotated grant whose write was reported as refused', async () => {
  const before = await harness.connect(first, SUPPORT);
  harness.google.rotate(true);
  harness.clock.advance(60 * 60_000);
  const instance = harness.start(writtenOver);
  await instance.tokens.accessTokenFor(before.id);
  await expectKept(instance, before);
});

test('keeps a moved grant whose write was reported as refused, and reports it as moved', async () => {
  const before = await harness.connect(first, SUPPORT);
  const instance = harness.start((ports) => {
    const vault = {
      ...ports.vault,
      isPrimary: (version: string) => version !== versionIn(before),
    };
    return writtenOver({ ...ports, vault });
  });
  expect(await instance.tokens.moveGrant(before.id)).toBe('moved');
  await expectKept(instance, before);
});

import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import type { Connection } from '../../shared/tokens/index.ts';
import { codeOf, connectPurpose, SALES, SUPPORT, useHarness } from './harness.ts';

const DAY = 24 * 60 * 60 * 1000;
const { harness, instance, directory } = useHarness();
const read = async (id: string) => (await instance.ports.store.readConnection(id))?.value;

describe('a connection whose record cannot be read', () => {
  const damage = (id: string, document: string) => {
    const database = new DatabaseSync(`${directory()}/connector.sqlite`);
    database.prepare('UPDATE connections SET document = ? WHERE id = ?').run(document, id);
    database.close();
  };
  const reconnect = (connectionId: string) => ({
    purpose: connectPurpose({ kind: 'connect', connectionId }),
  });

  test.each([['{'], ['{}'], ['{"generation":9007199254740991}']])(
    'is replaced by its owner’s consent when its document is %s',
    async (document) => {
      const { id } = await harness.connect(instance, SUPPORT);
      damage(id, document);
      expect(await codeOf(instance.tokens.accessTokenFor(id))).toBe('record_unreadable');
      harness.clock.advance(1000);
      await harness.connect(instance, SUPPORT, reconnect(id));
      harness.clock.advance(DAY);
      await instance.tokens.accessTokenFor(id);
      expect((await read(id))?.status).toBe('active');
      const [event] = await instance.ports.store.listEvents({ connectionId: id, limit: 1 });
      const actor = { by: SUPPORT.address, role: 'owner', linkBy: 'admin@example.com' };
      expect(event).toMatchObject({ kind: 'recovered', ...actor });
    },
  );

  test('is replaced by a new connect of the same account', async () => {
    const { id } = await harness.connect(instance, SUPPORT);
    damage(id, '{');
    expect((await harness.connect(instance, SUPPORT)).id).toBe(id);
    expect((await read(id))?.status).toBe('active');
  });

  test('is not replaced by the consent of another account', async () => {
    const { id } = await harness.connect(instance, SUPPORT);
    damage(id, '{');
    expect(await codeOf(harness.connect(instance, SALES, reconnect(id)))).toBe('other_account');
    expect(await codeOf(read(id))).toBe('record_unreadable');
  });

  test('fences a refresh that began before it was damaged and replaced', async () => {
    const { id } = await harness.connect(instance, SUPPORT);
    harness.clock.advance(DAY);
    let replaced: Connection | null = null as Connection | null;
    harness.google.whileRefreshing(async () => {
      harness.google.whileRefreshing(null);
      damage(id, '{');
      replaced = await harness.connect(instance, SUPPORT, reconnect(id));
    });
    const held = await read(id);
    await instance.tokens.refreshOne(id);
    const stored = await read(id);
    expect(replaced?.generation).toBeGreaterThan(held?.generation ?? Number.NaN);
    expect(stored).toMatchObject({ status: 'active', lease: null, grant: replaced?.grant });
  });
});

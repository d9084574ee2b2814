import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { GrantVault } from '../../shared/tokens/index.ts';

export type OpenedVault = {
  readonly vault: GrantVault;
  reopen(): Promise<GrantVault>;
  close(): Promise<void>;
};

const GRANT = { refreshToken: 'marked-refresh-token', scopes: ['openid', 'email'] };

/** What every GrantVault must do, whatever it stores in. */
export function grantVaultContract(name: string, open: () => Promise<OpenedVault>): void {
  describe(`GrantVault contract: ${name}`, () => {
    let opened: OpenedVault;
    let vault: GrantVault;

    beforeEach(async () => {
      opened = await open();
      vault = opened.vault;
    });
    afterEach(() => opened.close());

    test('reads an unknown version as null', async () => {
      const version = await vault.put('connection-1', GRANT);
      const another = version.replace(/.$/, (last) => (last === '9' ? '8' : '9'));
      expect(await vault.get(another)).toBeNull();
    });

    test('returns a whole grant after a reopen', async () => {
      const version = await vault.put('connection-1', GRANT);
      vault = await opened.reopen();
      expect(await vault.get(version)).toEqual(GRANT);
    });

    test('makes a new version for each put, and keeps the old one', async () => {
      const first = await vault.put('connection-1', GRANT);
      const second = await vault.put('connection-1', { ...GRANT, refreshToken: 'another' });
      expect(first).not.toBe(second);
      expect((await vault.get(first))?.refreshToken).toBe(GRANT.refreshToken);
      expect((await vault.get(second))?.refreshToken).toBe('another');
    });

    test('stores new versions in the primary vault', async () => {
      expect(vault.isPrimary(await vault.put('connection-1', GRANT))).toBe(true);
    });

    test('reads a destroyed version as null, and allows to destroy it again', async () => {
      const version = await vault.put('connection-1', GRANT);
      await vault.destroy(version);
      await vault.destroy(version);
      expect(await vault.get(version)).toBeNull();
    });

    test('lists the live versions of one connection, oldest first', async () => {
      const first = await vault.put('connection-1', GRANT);
      const second = await vault.put('connection-1', GRANT);
      const gone = await vault.put('connection-1', GRANT);
      await vault.put('connection-2', GRANT);
      await vault.destroy(gone);
      const names = (await vault.versions('connection-1')).map((version) => version.name);
      expect(names).toHaveLength(2);
      expect(new Set(names)).toEqual(new Set([first, second]));
      const times = (await vault.versions('connection-1')).map(({ createdAt }) =>
        createdAt.getTime(),
      );
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(await vault.versions('nobody')).toEqual([]);
    });
  });
}

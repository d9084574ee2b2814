import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { GrantVault } from '../../shared/tokens/index.ts';

export type OpenedVault = {
  readonly vault: GrantVault;
  reopen(): Promise<GrantVault>;
  close(): Promise<void>;
};

const GRANT = { refreshToken: 'marked-refresh-token', scopes: ['openid', 'email'] };

/** What every GrantVault must do, whatever is below it. */
export function grantVaultContract(name: string, open: () => Promise<OpenedVault>): void {
  describe(`GrantVault contract: ${name}`, () => {
    let opened: OpenedVault;
    let vault: GrantVault;

    beforeEach(async () => {
      opened = await open();
      vault = opened.vault;
    });
    afterEach(() => opened.close());

    test('a version that never was is null', async () => {
      const version = await vault.put('connection-1', GRANT);
      const another = version.replace(/.$/, (last) => (last === '9' ? '8' : '9'));
      expect(await vault.get(another)).toBeNull();
    });

    test('a grant comes back whole, after a reopen', async () => {
      const version = await vault.put('connection-1', GRANT);
      vault = await opened.reopen();
      expect(await vault.get(version)).toEqual(GRANT);
    });

    test('each put is a version of its own, and the old one stays', async () => {
      const first = await vault.put('connection-1', GRANT);
      const second = await vault.put('connection-1', { ...GRANT, refreshToken: 'another' });
      expect(first).not.toBe(second);
      expect((await vault.get(first))?.refreshToken).toBe(GRANT.refreshToken);
      expect((await vault.get(second))?.refreshToken).toBe('another');
    });

    test('a version is where new ones go', async () => {
      expect(vault.isPrimary(await vault.put('connection-1', GRANT))).toBe(true);
    });

    test('a destroyed version is null, and destroying it again is no error', async () => {
      const version = await vault.put('connection-1', GRANT);
      await vault.destroy(version);
      await vault.destroy(version);
      expect(await vault.get(version)).toBeNull();
    });

    test('the live versions of one connection are listed, oldest first', async () => {
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

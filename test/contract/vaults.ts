import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { OrgSecret } from '../../shared/salesforce/api/org.ts';
import type { CallerSecret } from '../../shared/salesforce/webhook/callers/stored-caller.ts';
import type {
  GrantVault,
  SecretVault,
  SigningKey,
  SigningKeyVault,
} from '../../shared/tokens/index.ts';

export type OpenedVault<Vault> = {
  readonly vault: Vault;
  reopen(): Promise<Vault>;
  close(): Promise<void>;
};

const GRANT = { refreshToken: 'marked-refresh-token', scopes: ['openid', 'email'] };
const SIGNING_KEY: SigningKey = { privateKey: 'marked-private-key', keyId: null };

/** What every vault of grants must do, whatever it stores in. */
export function grantVaultContract(
  name: string,
  open: () => Promise<OpenedVault<GrantVault>>,
): void {
  vaultContract(name, open, [GRANT, { ...GRANT, refreshToken: 'another' }]);

  test(`${name}: new versions of a grant are stored in the primary vault`, async () => {
    const { vault, close } = await open();
    expect(vault.isPrimary(await vault.put('connection-1', GRANT))).toBe(true);
    await close();
  });
}

/** What every vault of signing keys must do. */
export const signingKeyVaultContract = (
  name: string,
  open: () => Promise<OpenedVault<SigningKeyVault>>,
): void =>
  vaultContract(`signing keys, ${name}`, open, [
    SIGNING_KEY,
    { privateKey: 'another', keyId: 'an id' },
  ]);

/** What every vault of the secrets of organizations must do. */
export const orgSecretVaultContract = (
  name: string,
  open: () => Promise<OpenedVault<SecretVault<OrgSecret>>>,
): void =>
  vaultContract(`secrets of organizations, ${name}`, open, [
    { kind: 'client_secret', clientSecret: 'marked-client-secret' },
    { kind: 'private_key', privateKey: 'marked-private-key' },
  ]);

/** What every vault of the secrets of callers must do. */
export const callerSecretVaultContract = (
  name: string,
  open: () => Promise<OpenedVault<SecretVault<CallerSecret>>>,
): void =>
  vaultContract(`secrets of callers, ${name}`, open, [
    { secret: 'marked-caller-secret' },
    { secret: 'another' },
  ]);

function vaultContract<Secret>(
  name: string,
  open: () => Promise<OpenedVault<SecretVault<Secret>>>,
  [SECRET, OTHER]: readonly [Secret, Secret],
): void {
  describe(`vault contract: ${name}`, () => {
    let opened: OpenedVault<SecretVault<Secret>>;
    let vault: SecretVault<Secret>;

    beforeEach(async () => {
      opened = await open();
      vault = opened.vault;
    });
    afterEach(() => opened.close());

    test('reads an unknown version as null', async () => {
      const version = await vault.put('owner-1', SECRET);
      const another = version.replace(/.$/, (last) => (last === '9' ? '8' : '9'));
      expect(await vault.get(another)).toBeNull();
    });

    test('returns a whole secret after a reopen', async () => {
      const version = await vault.put('owner-1', SECRET);
      vault = await opened.reopen();
      expect(await vault.get(version)).toEqual(SECRET);
    });

    test('makes a new version for each put, and keeps the old one', async () => {
      const first = await vault.put('owner-1', SECRET);
      const second = await vault.put('owner-1', OTHER);
      expect(first).not.toBe(second);
      expect(await vault.get(first)).toEqual(SECRET);
      expect(await vault.get(second)).toEqual(OTHER);
    });

    test('reads a destroyed version as null, and allows to destroy it again', async () => {
      const version = await vault.put('owner-1', SECRET);
      await vault.destroy(version);
      await vault.destroy(version);
      expect(await vault.get(version)).toBeNull();
    });

    test('lists the live versions of one owner, oldest first', async () => {
      const first = await vault.put('owner-1', SECRET);
      const second = await vault.put('owner-1', SECRET);
      const gone = await vault.put('owner-1', SECRET);
      await vault.put('owner-2', SECRET);
      await vault.destroy(gone);
      const names = (await vault.versions('owner-1')).map((version) => version.name);
      expect(names).toHaveLength(2);
      expect(new Set(names)).toEqual(new Set([first, second]));
      const times = (await vault.versions('owner-1')).map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(await vault.versions('nobody')).toEqual([]);
    });
  });
}

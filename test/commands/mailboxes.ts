import type { State } from '../../shared/adapters/state.ts';
import { versionIn } from '../support/grant.ts';
import { sampleConnection, sampleGrant } from '../support/samples.ts';

/** Stores numbered connected mailboxes, each with its own grant in the state's first vault. */
export async function storeMailboxes(
  { store, vault }: Pick<State, 'store' | 'vault'>,
  count: number,
): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, n) => `mailbox-${String(n).padStart(3, '0')}`);
  await Promise.all(
    ids.map(async (id) => {
      const grant = { refreshToken: refreshTokenOf(id), scopes: ['openid'] };
      const mailbox = { subject: id, address: `${id}@example.com`, hostedDomain: null };
      const grantVersion = await vault.put(id, grant);
      const accessToken = {
        value: `marked-access-token-of-${id}`,
        expiresAt: new Date('2030-01-01'),
      };
      const grantOf = { ...sampleGrant(id), version: grantVersion };
      const about = { id, mailbox, grant: grantOf, accessToken, refreshDueAt: null };
      await store.writeConnection(sampleConnection(about), null);
    }),
  );
  return ids;
}

export const refreshTokenOf = (id: string): string => `marked-refresh-token-of-${id}`;

/** The mailboxes that no longer have exactly their own grant. */
export async function lostAmong(
  { store, vault }: Pick<State, 'store' | 'vault'>,
  ids: readonly string[],
): Promise<readonly string[]> {
  const checked = await Promise.all(
    ids.map(async (id) => {
      const found = await store.readConnection(id);
      const grant = await vault.get(versionIn(found?.value));
      const healthy = found?.value.status === 'active' && found.value.failure === null;
      return healthy && grant?.refreshToken === refreshTokenOf(id) ? [] : [id];
    }),
  );
  return checked.flat();
}

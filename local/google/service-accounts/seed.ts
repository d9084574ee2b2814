import { z } from 'zod';
import { RefusedInput } from '../../refused-input.ts';
import type { Google } from '../google.ts';
import { isServiceAccountEmail } from '../state/service-accounts.ts';
import { delegate } from './delegation.ts';
import { type KeyFile, makeKeyFile, uploadKey } from './keys.ts';

export const serviceAccountSeedSchema = z.strictObject({
  email: z.string(),
  /** Makes a key, and returns it as Google's JSON key file. */
  makeKey: z.boolean().default(false),
  /** Public halves of keys that were made elsewhere: certificates or public keys, PEM. */
  publicKeys: z.array(z.string()).default([]),
  /** Workspace, by its primary domain → the scopes that its administrator delegates. */
  delegation: z.record(z.string(), z.array(z.string())).default({}),
  /** The service accounts that may sign for this one by signJwt. */
  tokenCreators: z.array(z.string()).default([]),
});

/** A service account to create, or what to add to one that exists. */
export type ServiceAccountSeed = z.input<typeof serviceAccountSeedSchema>;

export type SeededServiceAccount = {
  email: string;
  /** The numeric client ID, for the Admin console. */
  clientId: string;
  /** Google's JSON key file, if a key was to be made. The private key is not kept. */
  keyFile: KeyFile | null;
  /** The ids of the uploaded keys. */
  keyIds: string[];
};

/**
 * Creates a service account with keys, delegations and token creators, or adds them to one that exists.
 *
 * @throws RangeError when an address, key, Workspace or scope is invalid
 */
export async function seedServiceAccount(
  google: Pick<Google, 'baseUrl' | 'delegations' | 'serviceAccounts' | 'transaction'>,
  seed: ServiceAccountSeed,
): Promise<SeededServiceAccount> {
  const { email, delegation = {}, publicKeys = [], tokenCreators = [] } = seed;
  if (![email, ...tokenCreators].every(isServiceAccountEmail)) {
    throw new RefusedInput(
      'Not the address of a service account: NAME@PROJECT.iam.gserviceaccount.com',
      'サービス アカウントのアドレスではありません: NAME@PROJECT.iam.gserviceaccount.com',
    );
  }
  const { account, keyIds } = google.transaction(() => {
    const created = google.serviceAccounts.ensure(email);
    for (const [workspace, scopes] of Object.entries(delegation)) {
      delegate(google, { workspace, clientId: created.clientId, scopes });
    }
    for (const caller of tokenCreators) google.serviceAccounts.addTokenCreator({ email, caller });
    return { account: created, keyIds: publicKeys.map((pem) => uploadKey(google, email, pem)) };
  });
  const keyFile = seed.makeKey ? await makeKeyFile(google, account) : null;
  return { email, clientId: account.clientId, keyFile, keyIds };
}

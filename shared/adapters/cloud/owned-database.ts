import type { OpenDatabase } from './firestore.ts';
import type { InstallationRecord } from './installation.ts';
import { once } from './once.ts';
import { unusable } from './secret-manager/key-secret.ts';

/**
 * The way to a database that was made ready, and for this OAuth client. Asked once: another client's
 * refreshes would all be refused and its mailboxes declared dead, and not every one of them needs a
 * key first, which would tell.
 *
 * @param keySecretId where the keys of a database that was made ready would be
 * @throws AppError `keyring_unusable` before `keys init`, `store_of_another_client`
 */
export function openOwned(
  open: OpenDatabase,
  installation: InstallationRecord,
  keySecretId: string,
): OpenDatabase {
  const check = once(async () => {
    if (!(await installation.read())) unusable(keySecretId, 'not there');
  });
  return async () => {
    await check();
    return open();
  };
}

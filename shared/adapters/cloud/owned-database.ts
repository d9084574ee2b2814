import { AppError } from '../../errors.ts';
import type { OpenDatabase } from './firestore.ts';
import type { InstallationRecord } from './installation.ts';

/**
 * The way to a database that was made ready, and for this OAuth client. Asked once: another client's
 * refreshes would all be refused and its mailboxes declared dead, and not every one of them needs a
 * key first, which would tell.
 *
 * @throws AppError `keyring_unusable` before `keys init`, `store_of_another_client`
 */
export function openOwned(
  open: OpenDatabase,
  installation: InstallationRecord,
  { prefix, client }: { readonly prefix: string; readonly client: string },
): OpenDatabase {
  let checked: Promise<void> | null = null;
  const check = async (): Promise<void> => {
    const found = await installation.read();
    if (!found) {
      const detail = { resource: `${prefix}-keyring`, reason: 'not there' };
      throw new AppError('keyring_unusable', { detail });
    }
    if (found.value.client !== client) throw new AppError('store_of_another_client');
  };
  return async () => {
    checked ??= check().catch((thrown) => {
      checked = null;
      throw thrown;
    });
    await checked;
    return open();
  };
}

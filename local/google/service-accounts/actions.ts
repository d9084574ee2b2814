import type { Google } from '../google.ts';
import type { KeyName } from '../state/service-accounts.ts';

type State = Pick<Google, 'serviceAccounts'>;

const ACCOUNT_ACTIONS: Record<string, (google: State, email: string) => boolean> = {
  disable: ({ serviceAccounts }, email) => serviceAccounts.setDisabled(email, true),
  enable: ({ serviceAccounts }, email) => serviceAccounts.setDisabled(email, false),
  delete: ({ serviceAccounts }, email) => serviceAccounts.remove(email),
};

const KEY_ACTIONS: Record<string, (google: State, key: KeyName) => boolean> = {
  disable: ({ serviceAccounts }, key) => serviceAccounts.setKeyDisabled(key, true),
  enable: ({ serviceAccounts }, key) => serviceAccounts.setKeyDisabled(key, false),
  delete: ({ serviceAccounts }, key) => serviceAccounts.removeKey(key),
};

/**
 * Disables, enables or deletes a service account.
 *
 * @returns false when there is no such account or action
 */
export function changeAccount(google: State, email: string, action: string): boolean {
  const act = Object.hasOwn(ACCOUNT_ACTIONS, action) ? ACCOUNT_ACTIONS[action] : undefined;
  return act?.(google, email) ?? false;
}

/**
 * Disables, enables or deletes a key that Google does not manage itself.
 *
 * @returns false when there is no such key or action
 */
export function changeKey(google: State, key: KeyName, action: string): boolean {
  const act = Object.hasOwn(KEY_ACTIONS, action) ? KEY_ACTIONS[action] : undefined;
  return act?.(google, key) ?? false;
}

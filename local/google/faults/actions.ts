import type { Google } from '../google.ts';
import { ACTIONS, type AccountAction } from './catalogue.ts';

/** Plays a one-shot action on an account; false when there is no such account or action. */
export function playAction(google: Google, address: string, action: string): boolean {
  const account = google.accounts.byAddress(address);
  if (!account || !isAction(action)) return false;
  if (action === 'revoke') google.grants.revokeAccount(account.sub);
  else google.grants.revokeGmail(account.sub);
  return true;
}

function isAction(action: string): action is AccountAction {
  return Object.hasOwn(ACTIONS, action);
}

import type { Google } from '../google.ts';
import { announceChange } from '../risc/announce.ts';
import type { EventName } from '../risc/security-event.ts';
import type { Account } from '../state/accounts.ts';
import { ACTIONS, type AccountAction } from './catalogue.ts';

type ActionEffect = {
  act: (google: Google, account: Account) => void;
  /** The event that is sent besides a `token-revoked` for each token that ended. */
  event: EventName | null;
};

const EFFECTS: Record<AccountAction, ActionEffect> = {
  revoke: { act: ({ grants }, { sub }) => grants.revokeAccount(sub), event: null },
  'password-changed': {
    act: ({ grants }, { sub }) => grants.revokeGmail(sub),
    event: 'sessions-revoked',
  },
  disable: {
    act: ({ faults }, { address }) =>
      faults.switchOn({ fault: 'account_disabled', account: address, parameters: {} }),
    event: 'account-disabled',
  },
  enable: {
    act: ({ faults }, { address }) => faults.switchOff('account_disabled', address),
    event: 'account-enabled',
  },
};

/**
 * Performs a one-shot action on an account and sends its security events to a registered receiver.
 *
 * @returns false when there is no such account or action
 */
export async function performAction(
  google: Google,
  address: string,
  action: string,
): Promise<boolean> {
  const account = google.accounts.byAddress(address);
  if (!account || !isAction(action)) return false;
  const { act, event } = EFFECTS[action];
  // Read before the action, which may delete the consents.
  const clients = google.grants.clientsKnowing(account.sub);
  const before = google.grants.liveRefreshTokens(account.sub);
  act(google, account);
  const after = new Set(google.grants.liveRefreshTokens(account.sub).map(({ token }) => token));
  const ended = before.filter(({ token }) => !after.has(token));
  await announceChange(google, { account, name: event, clients, ended });
  return true;
}

function isAction(action: string): action is AccountAction {
  return Object.hasOwn(ACTIONS, action);
}

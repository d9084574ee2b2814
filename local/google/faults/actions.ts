import type { Google } from '../google.ts';
import { announce } from '../risc/announce.ts';
import type { EventName } from '../risc/event-types.ts';
import type { Account } from '../state/accounts.ts';
import { ACTIONS, type AccountAction } from './catalogue.ts';

type Play = {
  act: (google: Google, account: Account) => void;
  /** The security event beside those of the tokens that it ends. */
  tells: EventName | null;
};

const PLAYS: Record<AccountAction, Play> = {
  revoke: { act: ({ grants }, { sub }) => grants.revokeAccount(sub), tells: null },
  'password-changed': {
    act: ({ grants }, { sub }) => grants.revokeGmail(sub),
    tells: 'sessions-revoked',
  },
  disable: {
    act: ({ faults }, { address }) =>
      faults.switchOn({ fault: 'account_disabled', account: address, parameters: {} }),
    tells: 'account-disabled',
  },
  enable: {
    act: ({ faults }, { address }) => faults.switchOff('account_disabled', address),
    tells: 'account-enabled',
  },
};

/**
 * Plays a one-shot action on an account, and tells the receiver of security events if there is one.
 *
 * @returns false when there is no such account or action
 */
export async function playAction(
  google: Google,
  address: string,
  action: string,
): Promise<boolean> {
  const account = google.accounts.byAddress(address);
  if (!account || !isAction(action)) return false;
  const { act, tells } = PLAYS[action];
  // Afterwards nobody knows any more who was allowed what.
  const clients = google.grants.clientsKnowing(account.sub);
  const before = google.grants.liveRefreshTokens(account.sub);
  act(google, account);
  const after = new Set(google.grants.liveRefreshTokens(account.sub).map(({ token }) => token));
  const ended = before.filter(({ token }) => !after.has(token));
  await announce(google, { account, name: tells, clients, ended });
  return true;
}

function isAction(action: string): action is AccountAction {
  return Object.hasOwn(ACTIONS, action);
}

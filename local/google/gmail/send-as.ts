import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import type { Account } from '../state/accounts.ts';

type State = Pick<Google, 'directory'>;

/**
 * `users.settings.sendAs.list`. As at Google, only an address that the owner added has a `verificationStatus`: neither
 * the mailbox's own nor an alias of the Workspace.
 */
export function listSendAs({ directory }: State, { address, name }: Account): Answer {
  const own = { sendAsEmail: address, displayName: name, isPrimary: true, isDefault: true };
  const aliases = directory
    .aliasesOf(address)
    .map((sendAsEmail) => ({ sendAsEmail, displayName: name, treatAsAlias: true }));
  const added = directory.sendAs(address).map((sendAs) => ({
    sendAsEmail: sendAs.address,
    displayName: name,
    treatAsAlias: true,
    verificationStatus: sendAs.status,
  }));
  return json(200, { sendAs: [own, ...aliases, ...added] });
}

/** May the mailbox send from this address? */
export function maySendAs({ directory }: State, account: string, address: string): boolean {
  if (address === account || directory.aliasesOf(account).includes(address)) return true;
  return directory
    .sendAs(account)
    .some((sendAs) => sendAs.address === address && sendAs.status === 'accepted');
}

import type { Google } from '../google.ts';
import { parseScope, SCOPES } from '../oauth/scopes.ts';
import { WORKSPACES } from '../state/accounts.ts';

export type DelegationRequest = { workspace: string; clientId: string; scopes: readonly string[] };

/**
 * Adds or replaces the row of a client ID in a Workspace's Admin console. Both spellings of `email` and
 * `profile` are accepted. Like Google, it does not ask whether the client ID exists.
 *
 * @throws RangeError when the Workspace is unknown, the client ID is no number, or a scope is unknown
 */
export function delegate(
  { delegations }: Pick<Google, 'delegations'>,
  { workspace, clientId, scopes }: DelegationRequest,
): void {
  if (!WORKSPACES.includes(workspace)) {
    throw new RangeError(`Not a Workspace: choose ${WORKSPACES.join(' or ')}`);
  }
  if (!/^\d{1,40}$/.test(clientId)) {
    throw new RangeError('Enter the numeric client ID, not an email address');
  }
  const names = parseScope(scopes.join(' '));
  const unknown = names.find((scope) => !SCOPES.has(scope));
  if (names.length === 0 || unknown !== undefined) {
    throw new RangeError(unknown ? `Unknown scope: ${unknown}` : 'Enter at least one scope');
  }
  delegations.put({ workspace, clientId, scopes: names });
}

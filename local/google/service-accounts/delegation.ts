import { RefusedInput } from '../../refused-input.ts';
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
    throw new RefusedInput(
      `Not a Workspace: choose ${WORKSPACES.join(' or ')}`,
      `Workspace ではありません。${WORKSPACES.join(' または ')} を選択してください`,
    );
  }
  if (!/^\d{1,40}$/.test(clientId)) {
    throw new RefusedInput(
      'Enter the numeric client ID, not an email address',
      'メールアドレスではなく、数字のクライアント ID を入力してください',
    );
  }
  const names = parseScope(scopes.join(' '));
  const unknown = names.find((scope) => !SCOPES.has(scope));
  if (names.length === 0 || unknown !== undefined) {
    throw unknown
      ? new RefusedInput(`Unknown scope: ${unknown}`, `不明なスコープです: ${unknown}`)
      : new RefusedInput('Enter at least one scope', 'スコープを 1 つ以上入力してください');
  }
  delegations.put({ workspace, clientId, scopes: names });
}

import { AppError, asAppError } from '../../errors.ts';
import { prepareDelegatedToken, readDelegation } from '../model/delegated-token.ts';
import { delegatedScopesOf } from '../model/delegation.ts';
import type { Ports } from '../model/ports.ts';
import { SETTINGS_SCOPE } from '../model/scopes.ts';
import type { TokenSource } from '../model/token-source.ts';

/** Access tokens by the assertion of a service account that acts for the mailbox (RFC 7523). */
export const createDelegationSource = (ports: Ports): TokenSource => ({
  prepare: async ({ mailbox, profile, grant }) => {
    if (grant.kind !== 'delegation') throw new AppError('grant_lost');
    const { value } = await readDelegation(ports, grant.delegationId);
    const actingFor = { subject: mailbox.address, scopes: delegatedScopesOf(profile) };
    return {
      send: await prepareDelegatedToken(ports, value, actingFor),
      storeGrant: async () => grant,
    };
  },
});

/**
 * Requests a token that may change a mailbox's settings and nothing else. It is apart from the connection's own, which
 * would not be granted at all where the Workspace delegates every scope but this one.
 *
 * @throws AppError `connection_unknown`, `connection_disconnected`, `settings_scope_missing` (also of a mailbox that is
 *   connected by its owner's consent), `delegation_unknown`, and what `requestToken` throws
 */
export async function settingsTokenFor(ports: Ports, connectionId: string): Promise<string> {
  const found = await ports.store.readConnection(connectionId);
  if (!found) throw new AppError('connection_unknown');
  const { status, mailbox, grant } = found.value;
  if (status === 'disconnected') throw new AppError('connection_disconnected');
  if (grant.kind !== 'delegation') throw new AppError('settings_scope_missing');
  const { value } = await readDelegation(ports, grant.delegationId);
  const actingFor = { subject: mailbox.address, scopes: [SETTINGS_SCOPE] };
  const send = await prepareDelegatedToken(ports, value, actingFor);
  const answer = await send().catch((thrown: unknown) => {
    const error = asAppError(thrown);
    const { upstream } = error;
    const isScopeMissing = SCOPE_REFUSALS.has(upstream?.error ?? '');
    throw isScopeMissing ? new AppError('settings_scope_missing', { upstream }) : error;
  });
  return answer.accessToken;
}

/** How Google refuses a scope that a Workspace has not delegated. */
const SCOPE_REFUSALS: ReadonlySet<string> = new Set(['unauthorized_client', 'access_denied']);

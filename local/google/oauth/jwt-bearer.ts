import type { RequestFaults } from '../faults/request-faults.ts';
import type { Google } from '../google.ts';
import { type Account, isAddress, workspaceOf } from '../state/accounts.ts';
import type { ServiceAccount } from '../state/service-accounts.ts';
import { verifyAssertion } from './assertion.ts';
import { ASSERTION_ERRORS, TOKEN_ERRORS, type TokenError } from './errors.ts';
import { mintAccessToken } from './mint-access-token.ts';
import { formatScope, isKnownScope, parseScope } from './scopes.ts';

/** The grant type of a service account's assertion (RFC 7523 section 2.1). */
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

type TokenResponse = {
  access_token: string;
  expires_in: number;
  scope: string;
  token_type: 'Bearer';
};
type Request = { issuer: ServiceAccount; subject: unknown; scopes: readonly string[] };

/**
 * Exchanges a service account's assertion for an access token (RFC 7523 section 2.1): the account's own,
 * or with `sub` that of a Workspace user. There is no refresh token, and even with `openid` no id_token.
 */
export function exchangeAssertion(
  google: Google,
  form: URLSearchParams,
  faults: RequestFaults,
): TokenResponse | TokenError {
  const text = form.get('assertion');
  if (!text) return ASSERTION_ERRORS.missing;
  if (faults('token_rate_limited')) return TOKEN_ERRORS.tooManyRefreshes;
  if (faults('key_disabled')) return ASSERTION_ERRORS.signature;
  const skew = Number(faults('skewed_clock')?.['seconds'] ?? 0);
  const at = new Date(google.now().getTime() + skew * 1000);
  const assertion = verifyAssertion(google, text, at);
  if ('error' in assertion) return assertion;
  const { issuer, claims } = assertion;
  const scopes = typeof claims.scope === 'string' ? parseScope(claims.scope) : [];
  if (scopes.length === 0 || !scopes.every(isKnownScope)) return ASSERTION_ERRORS.scope;

  const request = { issuer, subject: claims.sub, scopes };
  const sub = claims.sub === undefined ? issuer.clientId : delegatedSub(google, request, faults);
  return typeof sub === 'string' ? issue(google, { ...request, sub }, faults) : sub;
}

/** The `sub` of the user whom the service account may act for. */
function delegatedSub(
  google: Google,
  request: Request,
  faults: RequestFaults,
): string | TokenError {
  const { issuer, subject, scopes } = request;
  if (typeof subject !== 'string' || !isAddress(subject)) return ASSERTION_ERRORS.malformedSubject;
  const account = findSubject(google, subject.toLowerCase());
  if (!account || faults('account_deleted')) return ASSERTION_ERRORS.unknownSubject;
  const workspace = workspaceOf(account.address);
  if (!workspace) return ASSERTION_ERRORS.noWorkspace;
  const delegated = google.delegations.scopes({ workspace, clientId: issuer.clientId });
  if (faults('delegation_removed') || !scopes.every((scope) => delegated.has(scope))) {
    return ASSERTION_ERRORS.notDelegated;
  }
  return DELEGATION_FAULTS.find(([fault]) => faults(fault))?.[1] ?? account.sub;
}

const DELEGATION_FAULTS: readonly [fault: string, answer: TokenError][] = [
  ['account_disabled', ASSERTION_ERRORS.restricted],
  ['delegation_incomplete', ASSERTION_ERRORS.someScopes],
  ['invalid_grant', TOKEN_ERRORS.unexplained],
];

/** A group is no user. Neither is an alias, unless a switch says that Google accepts it. */
function findSubject(google: Google, address: string): Account | undefined {
  if (google.directory.isGroup(address)) return undefined;
  const aliased = google.directory.aliased(address);
  if (!aliased) return google.accounts.byAddress(address);
  return google.faults.find('aliases_accepted', address)
    ? google.accounts.byAddress(aliased)
    : undefined;
}

type Issue = { issuer: ServiceAccount; sub: string; scopes: readonly string[] };

function issue(
  google: Google,
  { issuer, sub, scopes }: Issue,
  faults: RequestFaults,
): TokenResponse {
  const seconds = Number(faults('short_lived')?.['seconds'] ?? google.accessTokenSeconds);
  const { clientId } = issuer;
  return {
    access_token: mintAccessToken(google, { sub, clientId, scopes, seconds }),
    expires_in: seconds,
    scope: formatScope(scopes),
    token_type: 'Bearer',
  };
}

import { type Answer, json } from '../http/answer.ts';

/** An error of the token endpoint (RFC 6749 section 5.2), with Google's text. */
export type TokenError = {
  status: number;
  error: string;
  error_description?: string;
  error_subtype?: string;
};

/** Google's errors, by cause. */
export const TOKEN_ERRORS = {
  malformedCode: invalidGrant('Malformed auth code.'),
  spentCode: invalidGrant('Bad Request'),
  deadToken: invalidGrant('Token has been expired or revoked.'),
  unknownToken: invalidGrant('Bad Request'),
  missingVerifier: invalidGrant('Missing code verifier'),
  wrongVerifier: invalidGrant('Invalid code verifier.'),
  reauthNeeded: {
    ...invalidGrant('reauth related error (invalid_rapt)'),
    error_subtype: 'invalid_rapt',
  },
  reauthRequired: {
    ...invalidGrant('reauth related error (rapt_required)'),
    error_subtype: 'rapt_required',
  },
  deletedAccount: invalidGrant('The account has been deleted'),
  // Google documents no text for it, so the product must not depend on this one.
  disabledAccount: invalidGrant('Account has been disabled'),
  unexplained: invalidGrant('Bad Request'),
  secretMissing: invalidRequest('client_secret is missing.'),
  noClient: invalidRequest('Could not determine client ID from request.'),
  unknownClient: {
    status: 401,
    error: 'invalid_client',
    error_description: 'The OAuth client was not found.',
  },
  wrongSecret: { status: 401, error: 'invalid_client', error_description: 'Unauthorized' },
  deletedClient: {
    status: 401,
    error: 'deleted_client',
    error_description: 'The OAuth client was deleted.',
  },
  disabledClient: {
    status: 401,
    error: 'disabled_client',
    error_description: 'The OAuth client was disabled.',
  },
  foreignToken: { status: 401, error: 'unauthorized_client', error_description: 'Unauthorized' },
  policyEnforced: {
    status: 400,
    error: 'admin_policy_enforced',
    error_description:
      'The administrator of your organization restricts access to one of the requested scopes.',
  },
  orgInternal: {
    status: 403,
    error: 'org_internal',
    error_description: 'This client is restricted to users within its organization.',
  },
  tooManyRefreshes: {
    status: 403,
    error: 'rate_limit_exceeded',
    error_description: 'Rate Limit Exceeded',
  },
  internal: { status: 500, error: 'internal_failure' },
} as const satisfies Record<string, TokenError>;

/** Google's errors for the assertion of a service account, by cause. */
export const ASSERTION_ERRORS = {
  missing: invalidRequest('Missing required parameter: assertion'),
  malformed: invalidGrant('Invalid JWT: malformed or not signed with RS256.'),
  noVerifier: invalidGrant('Invalid JWT: No valid verifier found for issuer'),
  unknownIssuer: invalidGrant('Not a valid email or user ID.'),
  signature: invalidGrant('Invalid JWT Signature.'),
  audience: invalidGrant('Invalid JWT: Failed audience check.'),
  clock: invalidGrant(
    'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
  ),
  scope: {
    status: 400,
    error: 'invalid_scope',
    error_description: 'Invalid OAuth scope or ID token audience provided.',
  },
  malformedSubject: invalidRequest('Invalid impersonation prn email address'),
  unknownSubject: invalidGrant('Invalid email or User ID'),
  noWorkspace: unauthorizedClient('Unauthorized client or scope in request.'),
  notDelegated: unauthorizedClient(
    'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
  ),
  someScopes: accessDenied('Requested client not authorized.'),
  restricted: accessDenied('Account restricted'),
} as const satisfies Record<string, TokenError>;

function unauthorizedClient(description: string): TokenError {
  return { status: 401, error: 'unauthorized_client', error_description: description };
}

function accessDenied(description: string): TokenError {
  return { status: 403, error: 'access_denied', error_description: description };
}

function invalidGrant(description: string): TokenError {
  return { status: 400, error: 'invalid_grant', error_description: description };
}

export function invalidRequest(description: string): TokenError {
  return { status: 400, error: 'invalid_request', error_description: description };
}

/** @param echo text to append to the description, see the fault `echo_secrets` */
export function tokenErrorAnswer({ status, ...body }: TokenError, echo = ''): Answer {
  return json(status, withEcho(body, echo));
}

/** Appends what the fault `echo_secrets` repeats to the description of an error. */
export function withEcho<Body extends { error_description?: string }>(
  body: Body,
  echo: string,
): Body {
  return echo ? { ...body, error_description: (body.error_description ?? '') + echo } : body;
}

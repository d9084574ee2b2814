import { describe, expect, test } from '@jest/globals';
import { diagnose } from '../../../shared/diagnosis/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { tokenRefusal } from '../../../shared/google/refusals.ts';
import { iamReport } from '../../../shared/google/report.ts';
import { classOf } from '../../../shared/tokens/index.ts';

type Known = readonly [
  words: string,
  status: number,
  error: string,
  failureClass: string,
  cause: string,
];

/** What Google's token endpoint answers to assertions. Only the class `grant` says something of a mailbox. */
const ANSWERS: readonly Known[] = [
  [
    'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
    401,
    'unauthorized_client',
    'grant',
    'delegation_not_authorized',
  ],
  [
    'Unauthorized client or scope in request.',
    401,
    'unauthorized_client',
    'grant',
    'delegation_not_authorized',
  ],
  ['Requested client not authorized.', 403, 'access_denied', 'grant', 'delegation_scopes_missing'],
  ['Account restricted', 403, 'access_denied', 'grant', 'delegation_account_restricted'],
  ['Invalid email or User ID', 400, 'invalid_grant', 'grant', 'delegation_user_unknown'],
  ['Not a valid email', 400, 'invalid_grant', 'grant', 'delegation_user_unknown'],
  [
    'Invalid impersonation prn email address.',
    400,
    'invalid_request',
    'grant',
    'delegation_user_malformed',
  ],
  [
    'Not a valid email or user ID.',
    400,
    'invalid_grant',
    'configuration',
    'service_account_missing',
  ],
  ['Robot is disabled.', 400, 'invalid_grant', 'configuration', 'service_account_disabled'],
  ['Invalid JWT Signature.', 400, 'invalid_grant', 'configuration', 'service_account_key_invalid'],
  [
    'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    400,
    'invalid_grant',
    'configuration',
    'clock_wrong',
  ],
  [
    'Invalid JWT: No valid verifier found for issuer',
    400,
    'invalid_grant',
    'configuration',
    'issuer_wrong',
  ],
  [
    'Invalid OAuth scope or ID token audience provided.',
    400,
    'invalid_scope',
    'configuration',
    'delegation_scope_invalid',
  ],
  ['Bad Gateway', 502, 'backend_error', 'transient', 'google_unavailable'],
];

describe('Google’s answer to an assertion', () => {
  test.each(ANSWERS)(
    '“%s” (%s %s) is of class %s: %s',
    (words, status, error, failureClass, cause) => {
      const body = { error, error_description: words };
      const failure = tokenRefusal({ status, body }, 'grant_refused');
      expect(classOf(failure, 'delegation')).toBe(failureClass);
      expect(diagnose(failure, { method: 'delegation' }).cause).toBe(cause);
    },
  );
});

describe('Google’s answer to a request for a signature', () => {
  test.each<[number, string, string, string | null, string]>([
    [
      403,
      'PERMISSION_DENIED',
      "Permission 'iam.serviceAccounts.signJwt' denied on resource (or it may not exist).",
      'IAM_PERMISSION_DENIED',
      'signing_not_allowed',
    ],
    [
      403,
      'PERMISSION_DENIED',
      "Permission 'iam.serviceAccounts.signJwt' denied on resource (or it may not exist).",
      null,
      'signing_not_allowed',
    ],
    [403, 'PERMISSION_DENIED', 'The caller does not have permission', null, 'signing_not_allowed'],
    [
      403,
      'PERMISSION_DENIED',
      'IAM Service Account Credentials API has not been used in project 1234 before or it is disabled.',
      'SERVICE_DISABLED',
      'signing_api_off',
    ],
    [
      403,
      'PERMISSION_DENIED',
      'IAM Service Account Credentials API has not been used in project 1234 before or it is disabled.',
      null,
      'signing_api_off',
    ],
    [
      404,
      'NOT_FOUND',
      'Not found; Gaia id not found for email connector',
      null,
      'service_account_missing',
    ],
  ])('%s %s “%s” (%s): %s, which is no mailbox’s fault', (code, status, message, reason, cause) => {
    const details = reason === null ? [] : [{ reason }];
    const upstream = iamReport({
      status: code,
      body: { error: { code, status, message, details } },
    });
    const failure = new AppError('signing_refused', { upstream });
    expect(classOf(failure, 'delegation')).toBe('configuration');
    expect(diagnose(failure, { method: 'delegation' }).cause).toBe(cause);
  });
});

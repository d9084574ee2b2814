import { type Answer, json } from '../http/answer.ts';

/** What the token endpoint answers instead of a token (RFC 6749 section 5.2), in Salesforce's wordings. */
export const LOGIN_ERRORS = {
  wrongHost: ['invalid_grant', 'request not supported on this domain'],
  noRunAsUser: ['invalid_grant', 'no client credentials user enabled'],
  notApproved: ['invalid_app_access', 'user is not admin approved to access this app'],
  notPreAuthorized: ['invalid_grant', "user hasn't approved this consumer"],
  assertion: ['invalid_grant', 'invalid assertion'],
  audience: ['invalid_grant', 'audience is invalid'],
  expired: ['invalid_grant', 'assertion is expired or lives for more than 5 minutes'],
  appNotInstalled: ['app_not_found', 'External client app is not installed in this org'],
  clientId: ['invalid_client_id', 'client identifier invalid'],
  secret: ['invalid_client', 'invalid client credentials'],
  grantType: ['unsupported_grant_type', 'grant type not supported'],
  inactive: ['invalid_grant', 'inactive user'],
  restricted: ['invalid_grant', 'ip restricted or invalid login hours'],
  form: ['invalid_request', 'the request must be a form that is posted'],
} as const;

export type LoginError = keyof typeof LOGIN_ERRORS;

export function refuseLogin(name: LoginError): Answer {
  const [error, error_description] = LOGIN_ERRORS[name];
  return json(400, { error, error_description });
}

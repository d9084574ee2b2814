import { callback, type Proofs, screen, service, user } from './inputs.ts';

const HEADING = 'Access blocked: Authorization Error';
const REVOKED = ['invalid_grant', 'Token has been expired or revoked.'] as const;
const SENSITIVE =
  'This app is blocked\nThis app tried to access sensitive info in your Google Account. To keep your account safe, Google blocked this access.';

/** Google's pages, the redirect and the token endpoint, for mailboxes whose owners give consent. */
export const CONSENT: Proofs = {
  admin_blocks_client: [
    screen(`${HEADING}\nError 400: admin_policy_enforced`),
    screen('Error 400: policy_enforced'),
  ],
  sensitive_access_blocked: [screen(SENSITIVE), screen('This app is blocked by your admin')],
  personal_app_blocked: [
    screen(SENSITIVE, { account_kind: 'personal' }),
    screen(SENSITIVE, { account_kind: 'workspace' }),
  ],
  education_access_not_configured: [
    screen('Your institution’s admin needs to review Connector. Error 400: access_not_configured'),
    screen('accessNotConfigured: Gmail API has not been used in project 42'),
  ],
  account_outside_organization: [
    screen('Access blocked: Connector can only be used within its organization'),
    screen('my_org_internal_page does not open'),
  ],
  app_internal: [
    screen('Error 403: org_internal\nThe mailboxes belong to our customers.'),
    screen('Error 403: org_internal'),
  ],
  authorization_request_wrong: [
    screen('Error 400: invalid_request\nMissing required parameter: scope'),
    screen('Error 400: invalid_request'),
  ],
  permission_unticked: [
    screen('Scope has changed from "openid email https://mail.google.com/" to "openid email".'),
    screen('The scope of our project has changed.'),
  ],
  code_malformed: [
    user('invalid_grant', 'Malformed auth code.'),
    user('invalid_grant', 'Malformed authority.'),
  ],
  grant_of_another_client: [
    user('unauthorized_client', 'Unauthorized'),
    service('unauthorized_client', 'Unauthorized'),
  ],
  organization_left: [user('org_internal'), callback('error=org_internal')],
  not_a_test_user: [
    screen(
      'Access blocked: Connector has not completed the Google verification process. The app is currently being tested',
    ),
    callback('error=access_denied'),
  ],
  authorization_cancelled: [
    callback('error=access_denied'),
    callback('error=server_error&error_description=not_access_denied_at_all'),
  ],
  authorization_lapsed: [
    callback('error=interaction_required'),
    callback('error=interactions_required'),
  ],
  app_unverified: [
    screen('Google hasn’t verified this app\nThe app is requesting access to sensitive info'),
    screen('Google couldn’t verify that this account belongs to you'),
  ],
  user_cap_reached: [
    screen('Sign in with Google temporarily disabled for this app'),
    screen('This app has reached its sign-in rate limit for now. Error 403: rate_limit_exceeded'),
  ],
  embedded_browser: [
    screen('Error 403: disallowed_useragent'),
    screen('Error 400: disallowed_useragents_of_ours'),
  ],
  advanced_protection: [
    screen('Error 400: policy_enforced', { account_kind: 'workspace' }),
    screen('Error 400: policy_enforced'),
  ],
  personal_advanced_protection: [
    screen('Error 400: policy_enforced\nann@gmail.com'),
    screen('Error 400: policy_enforced\nann@gmail.com', { account_kind: 'workspace' }),
  ],
  redirect_uri_mismatch: [
    screen('Error 400: redirect_uri_mismatch\nIf you see admin_policy_enforced, call 4711.'),
    screen('Error 400: admin_policy_enforced\nOur note: never change redirect_uri_mismatch.'),
  ],
  client_id_or_secret_wrong: [
    user('invalid_client', 'The provided client secret is invalid.'),
    service('invalid_client', 'The OAuth client was not found.'),
  ],
  client_deleted: [
    user('deleted_client', 'The OAuth client was deleted.'),
    user('invalid_client', 'The OAuth client was not found.'),
  ],
  client_disabled: [
    user('disabled_client', 'The OAuth client was disabled.'),
    service('disabled_client', 'The OAuth client was disabled.'),
  ],
  consent_screen_missing: [
    screen('Error 403: restricted_client. This app is not yet configured to make OAuth requests.'),
    user('invalid_client', 'Unauthorized'),
  ],
  scope_invalid: [
    callback('error=invalid_scope'),
    service('invalid_scope', 'Invalid OAuth scope or ID token audience provided.'),
  ],
  request_invalid: [
    screen(`${HEADING}\nError 400: invalid_request`),
    screen(
      'You can’t sign in because this app sent an invalid request. Error 400: redirect_uri_mismatch',
    ),
  ],
  new_user_rate_exceeded: [
    screen('Error 403: rate_limit_exceeded'),
    screen('User-rate limit exceeded.  Retry after 2026-11-28T12:57:51.196Z'),
  ],
  two_step_policy: [
    screen('Your sign-in settings don’t meet your organization’s 2-Step Verification policy.'),
    screen('Turn on 2-Step Verification to make your account safer'),
  ],
  context_aware_access: [
    screen(
      'You don’t have access. Your organization’s policy is preventing access from this device.',
    ),
    screen('restricted by policies within your organization'),
  ],
  grant_revoked: [user(...REVOKED), user(...REVOKED, { hours_since_consent: 169 })],
  testing_seven_days: [
    user(...REVOKED, { hours_since_consent: 169 }),
    user(...REVOKED, { hours_since_consent: 120 }),
  ],
  domain_refused: [
    user(...REVOKED, { siblings_failing: true }),
    user(...REVOKED, { siblings_failing: true, account_kind: 'personal' }),
  ],
  code_unusable: [
    user('invalid_grant', 'The code was already redeemed.'),
    user('invalid_grant', 'Missing code verifier.'),
  ],
  pkce_mismatch: [
    user('invalid_grant', 'code_verifier or verifier is not needed.'),
    user('invalid_grant', 'Malformed auth code.'),
  ],
  client_secret_missing: [
    user('invalid_request', 'client_secret is missing.'),
    user('invalid_request', 'Missing required parameter: code'),
  ],
  token_request_wrong: [
    user('unsupported_grant_type', 'Invalid grant_type: '),
    user('invalid_request', 'client_secret is missing.'),
  ],
  session_control: [
    user('invalid_grant', 'reauth related error (invalid_rapt)'),
    user('invalid_grant', 'The name of the app is my_invalid_rapt_tool'),
  ],
  admin_restricted_gmail: [user('admin_policy_enforced'), user('policy_enforced')],
  account_deleted: [
    user('invalid_grant', 'The account has been deleted.'),
    user('deleted_client', 'The OAuth client was deleted.'),
  ],
  account_disabled: [
    user('invalid_grant', 'Account has been disabled'),
    user('disabled_client', 'The OAuth client was disabled.'),
  ],
  personal_account_restricted: [
    user('invalid_grant', 'Account has been disabled', { mailbox: 'ann@gmail.com' }),
    user('invalid_grant', 'Account has been disabled', { mailbox: 'ann@gmail.com.example' }),
  ],
  google_unavailable: [
    user('internal_failure', 'Backend Error'),
    user('invalid_failure', 'Backend Error'),
  ],
};

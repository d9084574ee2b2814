import { expect, test } from '@jest/globals';
import { recognise } from '../../shared/diagnosis/diagnose.ts';
import { ORG_RULES } from '../../shared/diagnosis/org-rules.ts';
import { RULES } from '../../shared/diagnosis/rules.ts';
import { AppError, type ErrorCode } from '../../shared/errors.ts';
import { createGmail } from '../../shared/google/gmail.ts';
import { createOAuthProvider, googleEndpoints } from '../../shared/google/index.ts';
import { CLIENT, type Json, REDIRECT_URI, SUPPORT, startGoogle } from './emulated-google.ts';

/** How the product reports a failure: its code and the cause. */
type Finding = [code: ErrorCode, cause: string];

async function findingOf(work: Promise<unknown>): Promise<Finding | 'nothing'> {
  try {
    await work;
    return 'nothing';
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !thrown.upstream) throw thrown;
    return [
      thrown.code,
      recognise({ code: thrown.code, upstream: thrown.upstream, method: 'consent' }),
    ];
  }
}

/** A connected mailbox: what a refresh and a probe of it find. */
async function startMailbox() {
  const google = await startGoogle();
  const { refresh_token, access_token } = await google.connect();
  const endpoints = googleEndpoints(google.baseUrl);
  const provider = createOAuthProvider({ ...CLIENT, redirectUri: REDIRECT_URI }, endpoints);
  const gmail = createGmail(endpoints);
  return {
    ...google,
    refreshed: () => findingOf(provider.refresh(String(refresh_token))),
    probed: () => findingOf(gmail.listLabels(String(access_token))),
  };
}

const UNAVAILABLE: Finding = ['google_unavailable', 'google_unavailable'];

const AT_REFRESH: [fault: string, ...finding: Finding][] = [
  ['revoked', 'grant_refused', 'grant_revoked'],
  ['password_changed', 'grant_refused', 'grant_revoked'],
  ['account_deleted', 'grant_refused', 'account_deleted'],
  ['account_disabled', 'grant_refused', 'account_disabled'],
  ['invalid_grant', 'grant_refused', 'grant_revoked'],
  ['invalid_rapt', 'grant_refused', 'session_control'],
  ['rapt_required', 'grant_refused', 'session_control'],
  ['admin_policy_enforced', 'grant_refused', 'admin_restricted_gmail'],
  ['org_internal_at_refresh', 'grant_refused', 'organization_left'],
  ['invalid_client', 'client_refused', 'client_id_or_secret_wrong'],
  ['deleted_client', 'client_refused', 'client_deleted'],
  ['disabled_client', 'client_refused', 'client_disabled'],
  ['unauthorized_client', 'client_refused', 'grant_of_another_client'],
  ['token_rate_limited', ...UNAVAILABLE],
  ['rate_limited', ...UNAVAILABLE],
  ['server_error', ...UNAVAILABLE],
  ['unavailable', ...UNAVAILABLE],
  ['html_instead_of_json', ...UNAVAILABLE],
  ['html_error', ...UNAVAILABLE],
  ['dropped', ...UNAVAILABLE],
  ['unrecognised', 'google_unavailable', 'google_unrecognised'],
];

test.each(AT_REFRESH)('a refresh under %s: %s, %s', async (fault, code, cause) => {
  const { refreshed, ...google } = await startMailbox();
  await google.fault(fault, { account: SUPPORT });
  expect(await refreshed()).toEqual([code, cause]);
  await google.clear();
  expect(await refreshed()).toBe('nothing');
});

const REJECTED: Finding = ['token_rejected', 'access_token_rejected'];

const AT_PROBE: [fault: string, ...finding: Finding][] = [
  ['gmail_disabled', 'gmail_refused', 'gmail_service_off'],
  ['precondition_failed', 'gmail_refused', 'gmail_service_off'],
  ['gmail_api_off', 'gmail_refused', 'gmail_api_off'],
  ['domain_policy', 'gmail_refused', 'gmail_apps_disabled_by_admin'],
  ['insufficient_scopes', 'gmail_refused', 'gmail_permission_missing'],
  ['user_rate_limited', 'google_unavailable', 'gmail_rate_limited'],
  ['project_rate_limited', 'google_unavailable', 'gmail_rate_limited'],
  ['daily_limit', 'google_unavailable', 'gmail_daily_limit'],
  ['rate_limited', 'google_unavailable', 'gmail_rate_limited'],
  ['unauthorized', ...REJECTED],
  ['revoked', ...REJECTED],
  ['password_changed', ...REJECTED],
  ['account_deleted', ...REJECTED],
  ['account_disabled', ...REJECTED],
  ['server_error', ...UNAVAILABLE],
  ['unavailable', ...UNAVAILABLE],
  ['html_error', ...UNAVAILABLE],
  ['dropped', ...UNAVAILABLE],
  ['unrecognised', 'gmail_refused', 'google_unrecognised'],
];

test.each(AT_PROBE)('labels.list under %s: %s, %s', async (fault, code, cause) => {
  const { probed, ...google } = await startMailbox();
  await google.fault(fault, { account: SUPPORT });
  expect(await probed()).toEqual([code, cause]);
  await google.clear();
  expect(await probed()).toBe('nothing');
});

/** The causes that neither a refresh nor labels.list of a consent mailbox can have, by where they occur. */
const ELSEWHERE = {
  imap: ['imap_off', 'imap_disabled_by_admin', 'imap_login_refused', 'imap_limit_reached'],
  'the consent page and the exchange': [
    'account_outside_organization',
    'admin_blocks_client',
    'advanced_protection',
    'authorization_cancelled',
    'authorization_lapsed',
    'authorization_request_wrong',
    'client_secret_missing',
    'clock_wrong',
    'code_malformed',
    'code_unusable',
    'consent_screen_missing',
    'education_access_not_configured',
    'embedded_browser',
    'identity_unverified',
    'new_user_rate_exceeded',
    'not_a_test_user',
    'pkce_mismatch',
    'redirect_uri_mismatch',
    'request_invalid',
    'scope_invalid',
  ],
  'service accounts': [
    'delegation_account_restricted',
    'delegation_not_authorized',
    'delegation_scope_invalid',
    'delegation_scopes_missing',
    'delegation_subject_missing',
    'delegation_user_malformed',
    'delegation_user_unknown',
    'issuer_wrong',
    'service_account_disabled',
    'service_account_key_invalid',
    'service_account_missing',
    'signing_api_off',
    'signing_not_allowed',
  ],
  'the network before Google': [
    'network_certificate_untrusted',
    'network_connection_failed',
    'network_name_server_silent',
    'network_name_unresolved',
    'network_proxy_failed',
  ],
  'Salesforce organizations': [...new Set(ORG_RULES.map(({ cause }) => cause))],
  'the announcement of new mail': [
    'watch_publisher_missing',
    'watch_taken',
    'watch_topic_missing',
    'watch_topic_of_another_project',
  ],
  'the announcement of new mail by Pub/Sub': ['pubsub_api_off'],
  'other methods of Gmail, and the mailbox of another': ['history_expired', 'mailbox_mismatch'],
  // Answers that a person brings, and that an emulated Google has no reason to give.
  'projects, perimeters and accounts': [
    'cloud_project_unusable',
    'context_aware_access',
    'gmail_request_wrong',
    'imap_folder_hidden',
    'mailbox_storage_full',
    'owner_must_sign_in',
    'sending_limit_reached',
    'service_account_keys_forbidden',
    'token_request_wrong',
    'vpc_service_controls',
  ],
};

test('every cause that a consent mailbox can have has a switch', () => {
  const provoked = new Set([...AT_REFRESH, ...AT_PROBE].map(([, , cause]) => cause));
  const known = new Set<string>(RULES.map(({ cause }) => cause));
  const others = [...known].filter((cause) => !provoked.has(cause));
  expect(others.toSorted()).toEqual(Object.values(ELSEWHERE).flat().toSorted());
});

const CLIENT_FAULTS: [fault: string, parameters: Json][] = [
  ['deleted_client', {}],
  ['flapping', { every: 1, as: 'disabled_client' }],
];

test.each(CLIENT_FAULTS)('%s refuses an exchange too', async (fault, parameters) => {
  const google = await startGoogle();
  await google.fault(fault, parameters);
  const code = (await google.consent()).searchParams.get('code') ?? '';
  expect((await google.exchange(code)).status).toBe(401);
});

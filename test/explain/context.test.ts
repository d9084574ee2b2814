import { describe, expect, test } from '@jest/globals';
import { explain } from '../../shared/explain/index.ts';

const revoked = { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' };
const precondition = { error: { code: 400, message: 'Precondition check failed.' } };

const causeOf = (where: string, body: unknown, context: object): string =>
  explain({ where, body, context }).code;

describe('what is known beside an answer, however it is written', () => {
  test.each([
    [{ hours_since_consent: 168 }, 'testing_seven_days'],
    [{ hoursSinceConsent: '168' }, 'testing_seven_days'],
    [{ 'hours since consent': 5000 }, 'grant_revoked'],
    [{ siblings_failing: true }, 'domain_refused'],
    [{ siblings_failing: 'true' }, 'domain_refused'],
    [{ siblings_failing_too: 19 }, 'domain_refused'],
    [{ siblings_failing: 0 }, 'grant_revoked'],
    [{ siblings_failing: 'no' }, 'grant_revoked'],
    [{ siblings_failing: true, account_kind: 'personal' }, 'grant_revoked'],
    [{ hours_since_consent: 'soon', account_kind: 7, siblings_failing: [] }, 'grant_revoked'],
  ])('a revoked grant with %j: %s', (context, cause) => {
    expect(causeOf('token_user', revoked, context)).toBe(cause);
  });

  test.each([
    [{}, 'gmail_service_off'],
    [{ subject_set: false }, 'delegation_subject_missing'],
    [{ subject_set: 'false' }, 'delegation_subject_missing'],
    [{ subjectSet: true }, 'gmail_service_off'],
    [{ method: 'domain_wide_delegation' }, 'delegation_subject_missing'],
    [{ method: 'delegation', earlier_success: '2026-11-01T00:00:00Z' }, 'gmail_service_off'],
    [{ method: 'consent', account_kind: 'gmail' }, 'personal_account_restricted'],
  ])('a failed precondition with %j: %s', (context, cause) => {
    expect(causeOf('gmail_api', precondition, context)).toBe(cause);
  });

  test.each([
    [{}, 'network_connection_failed'],
    [{ earlier_success: true }, 'google_unavailable'],
    [{ worked_before: false }, 'network_connection_failed'],
  ])('a connection that is not made with %j: %s', (context, cause) => {
    expect(causeOf('network', 'connect ETIMEDOUT 142.250.0.1:443', context)).toBe(cause);
  });

  test.each([
    [{}, 'gmail_permission_missing'],
    [{ earlier_success: true }, 'access_token_rejected'],
    [{ method: 'delegation' }, 'delegation_scopes_missing'],
    [{ fresh_token: true }, 'imap_login_refused'],
  ])('a refused IMAP login with %j: %s', (context, cause) => {
    const line = 'a NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)';
    expect(causeOf('imap', line, context)).toBe(cause);
  });
});

test('a library’s answer to the token comes before the place where it was called', () => {
  expect(causeOf('gmail_api', revoked, {})).toBe('grant_revoked');
  expect(causeOf('imap', { response: { status: 400, data: revoked } }, {})).toBe('grant_revoked');
});

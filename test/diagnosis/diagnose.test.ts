import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DELEGATION } from '../../shared/diagnosis/catalogue/delegation.ts';
import { diagnose, type Failure } from '../../shared/diagnosis/index.ts';
import { ERROR_TABLE } from '../../shared/error-table.ts';
import type { ErrorCode, UpstreamReport } from '../../shared/errors.ts';
import type { Method } from '../../shared/tokens/index.ts';
import { KNOWN_ANSWERS } from './answers.ts';

const CODES = Object.keys(ERROR_TABLE) as ErrorCode[];

const report = (about: Partial<UpstreamReport>): UpstreamReport => ({
  service: 'google',
  endpoint: 'token',
  status: 400,
  error: null,
  subtype: null,
  description: null,
  ...about,
});

const REVOKED: Failure = {
  code: 'grant_refused',
  upstream: report({ error: 'invalid_grant', description: 'Token has been expired or revoked.' }),
};

const hoursAfterConsent = (hours: number) => {
  const consentedAt = new Date('2026-03-01T09:00:00Z');
  return { consentedAt, failedAt: new Date(consentedAt.getTime() + hours * 3_600_000) };
};

const METHODS: readonly Method[] = ['consent', 'delegation'];

describe.each(METHODS)('answers that Google gives for %s', (method) => {
  test.each(KNOWN_ANSWERS[method])('%s: %s %j', (cause, code, upstream) => {
    expect(diagnose({ code, upstream }, { method }).cause).toBe(cause);
  });

  test.each(KNOWN_ANSWERS[method])('%s, in upper case: %s %j', (cause, code, upstream) => {
    const description = upstream.description?.toUpperCase() ?? null;
    expect(diagnose({ code, upstream: { ...upstream, description } }, { method }).cause).toBe(
      cause,
    );
  });
});

describe('a cause of the other method', () => {
  // A clock is wrong for every signature: the service account's and Google's own in an id_token.
  const DELEGATED = new Set(Object.keys(DELEGATION).filter((cause) => cause !== 'clock_wrong'));
  const OWNERS = new Set(['grant_revoked', 'code_unusable', 'pkce_mismatch', 'session_control']);

  test.each(KNOWN_ANSWERS.delegation)('%s is never said of a consented mailbox', (...answer) => {
    const [, code, upstream] = answer;
    expect(DELEGATED).not.toContain(diagnose({ code, upstream }, { method: 'consent' }).cause);
  });

  test.each(KNOWN_ANSWERS.consent)('%s is never said of a delegated mailbox', (...answer) => {
    const [, code, upstream] = answer;
    expect(OWNERS).not.toContain(diagnose({ code, upstream }, { method: 'delegation' }).cause);
  });
});

describe('unknown answers', () => {
  test.each<[string, Partial<UpstreamReport>]>([
    ['nothing came back', { status: null }],
    ['nothing but a network error', { status: null, error: 'ECONNRESET' }],
    ['too many requests', { status: 429, error: 'slow_down' }],
    ['server error', { status: 503, error: 'backendError', description: 'Backend Error' }],
    ['a page', { status: 403, description: '<!DOCTYPE html><title>Sorry…</title>' }],
    ['a page that names an error', { status: 400, description: ' <html>invalid_grant' }],
    ['a page whose text was not kept', { status: 403 }],
    ['Gmail, nothing', { endpoint: 'gmail', status: null }],
  ])('%s: try again', (_, about) => {
    expect(diagnose({ code: 'google_unavailable', upstream: report(about) })).toMatchObject({
      cause: 'google_unavailable',
      actor: 'nobody_retry',
      retries: true,
    });
  });

  test.each<[string, ErrorCode, Partial<UpstreamReport>]>([
    ['token', 'grant_refused', { error: 'invalid_moon', description: 'Wrong phase.' }],
    ['Gmail', 'gmail_refused', { endpoint: 'gmail', status: 403, error: 'forbidden' }],
    ['redirect', 'authorization_refused', { endpoint: 'authorization', status: null, error: 'x' }],
    ['bare redirect', 'authorization_refused', { endpoint: 'authorization', status: null }],
  ])('%s: diagnosed as unknown', (_, code, about) => {
    expect(diagnose({ code, upstream: report(about) }).cause).toBe('google_unrecognised');
  });
});

describe('unknown answers of a Salesforce organization', () => {
  const of = (about: Partial<UpstreamReport>): UpstreamReport =>
    report({ service: 'salesforce', endpoint: 'org', ...about });

  test.each<[string, ErrorCode, Partial<UpstreamReport>]>([
    ['nothing came back', 'org_unavailable', { status: null }],
    ['a page of maintenance', 'org_unavailable', { status: 503, description: '<html>Sorry' }],
    ['a page at the login', 'org_login_refused', { endpoint: 'org_login', description: '<html>' }],
    ['a server error', 'org_refused', { status: 500, error: 'UNKNOWN_EXCEPTION' }],
  ])('%s: Salesforce is tried again, and Google is not blamed', (_, code, about) => {
    expect(diagnose({ code, upstream: of(about) }).cause).toBe('salesforce_unavailable');
  });

  test.each<[ErrorCode, string]>([
    ['org_refused', 'salesforce_unrecognised'],
    ['org_login_refused', 'salesforce_unrecognised'],
    ['record_refused', 'salesforce_unrecognised'],
    ['record_trigger_failed', 'org_trigger_failed'],
    ['org_fields_missing', 'org_field_missing'],
  ])('%s with an error that no rule knows: %s', (code, cause) => {
    expect(diagnose({ code, upstream: of({ error: 'MOON_PHASE' }) }).cause).toBe(cause);
  });

  test.each<[ErrorCode, string]>([
    ['record_locked', 'org_row_locked'],
    ['org_busy', 'org_busy'],
    ['org_limit_reached', 'org_limit_reached'],
    ['case_gone', 'org_record_deleted'],
  ])('%s says enough by itself: %s', (code, cause) => {
    expect(diagnose({ code, upstream: of({ error: 'MOON_PHASE' }) }).cause).toBe(cause);
  });
});

describe('a grant that ended', () => {
  test.each([
    [155, 'grant_revoked'],
    [156, 'testing_seven_days'],
    [168, 'testing_seven_days'],
    [180, 'testing_seven_days'],
    [181, 'grant_revoked'],
    [-168, 'grant_revoked'],
    [Number.NaN, 'grant_revoked'],
  ])('%s hours after consent: %s', (hours, cause) => {
    expect(diagnose(REVOKED, hoursAfterConsent(hours)).cause).toBe(cause);
  });

  test('nothing is inferred without both times', () => {
    const { consentedAt, failedAt } = hoursAfterConsent(168);
    expect(diagnose(REVOKED, { consentedAt }).cause).toBe('grant_revoked');
    expect(diagnose(REVOKED, { failedAt }).cause).toBe('grant_revoked');
  });

  test.each([
    // A grant not in use is refreshed once a day, so its end is noticed later.
    [167, 190, 'testing_seven_days'],
    [150, 204, 'testing_seven_days'],
    [150, 205, 'grant_revoked'],
    [181, 190, 'grant_revoked'],
    [24, 190, 'grant_revoked'],
  ])('alive after %s hours, dead after %s: %s', (alive, dead, cause) => {
    const { consentedAt } = hoursAfterConsent(0);
    const { failedAt } = hoursAfterConsent(dead);
    const aliveAt = hoursAfterConsent(alive).failedAt;
    expect(diagnose(REVOKED, { consentedAt, aliveAt, failedAt }).cause).toBe(cause);
  });

  test('an end together with the whole domain means a policy, unless it was a week of testing', () => {
    expect(diagnose(REVOKED, { wholeDomain: true }).cause).toBe('domain_refused');
    const week = { ...hoursAfterConsent(168), wholeDomain: true };
    expect(diagnose(REVOKED, week).cause).toBe('testing_seven_days');
  });

  test('an end after a hundred grants of one mailbox means that the oldest was dropped', () => {
    expect(diagnose(REVOKED, { grantsMinted: 100 }).cause).toBe('grant_evicted');
    expect(diagnose(REVOKED, { grantsMinted: 99 }).cause).toBe('grant_revoked');
  });

  test.each([
    ['at the end that Google named', 4320, 4320, 'access_time_limited'],
    ['shortly before it', 4320, 4319.5, 'access_time_limited'],
    ['long after it', 4320, 5000, 'access_time_limited'],
    ['after a limited day', 24, 24, 'access_time_limited'],
    ['well before it', 4320, 4000, 'grant_revoked'],
    ['a week after consent, with an end far away', 4320, 168, 'grant_revoked'],
    ['at the end of a week of testing', 168, 168, 'testing_seven_days'],
    ['long after a week of testing', 168, 400, 'testing_seven_days'],
  ])('%s: life of %s hours, refused after %s: %s', (_, life, hours, cause) => {
    const endsAt = hoursAfterConsent(life).failedAt;
    const known = { ...hoursAfterConsent(hours), endsAt, wholeDomain: false };
    expect(diagnose(REVOKED, known).cause).toBe(cause);
    const reached = cause !== 'grant_revoked';
    const ofDomain = diagnose(REVOKED, { ...known, wholeDomain: true }).cause;
    expect(ofDomain).toBe(reached ? cause : 'domain_refused');
  });

  test('a reason that Google names comes before an inference from the dates', () => {
    const upstream = report({ error: 'invalid_grant', subtype: 'invalid_rapt' });
    const diagnosis = diagnose({ code: 'grant_refused', upstream }, hoursAfterConsent(168));
    expect(diagnosis.cause).toBe('session_control');
  });
});

describe('our own codes', () => {
  test.each<[ErrorCode, string]>([
    ['other_account', 'other_account'],
    ['scope_missing', 'permission_unticked'],
    ['refresh_token_missing', 'lasting_grant_missing'],
    ['authorization_denied', 'authorization_cancelled'],
    ['authorization_request_expired', 'authorization_lapsed'],
    ['connection_needs_reconnect', 'reconnect_needed'],
    ['record_unreadable', 'record_unreadable'],
    ['watch_refused', 'watch_topic_missing'],
    ['intake_not_allowed', 'intake_scope_missing'],
    ['grant_lost', 'grant_lost'],
    ['internal', 'our_defect'],
  ])('%s: %s', (code, cause) => {
    expect(diagnose({ code, upstream: null }).cause).toBe(cause);
  });

  test('our own code comes before an answer of Google’s', () => {
    const upstream = report({ error: 'invalid_grant', description: 'Bad Request' });
    expect(diagnose({ code: 'other_account', upstream }).cause).toBe('other_account');
  });

  test('an identity proof that is too early or too late is diagnosed as a wrong clock', () => {
    const upstream = report({ endpoint: 'identity', status: null, error: 'clock_skew' });
    expect(diagnose({ code: 'identity_unverified', upstream }).cause).toBe('clock_wrong');
    const forged = { ...upstream, error: 'signature' };
    expect(diagnose({ code: 'identity_unverified', upstream: forged }).cause).toBe(
      'identity_unverified',
    );
  });
});

test('every failure gets a diagnosis', () => {
  const word = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('invalid_grant')));
  const upstream = fc.record({
    service: fc.constantFrom<UpstreamReport['service'][]>('google', 'gmail', 'salesforce', 'imap'),
    endpoint: fc.constantFrom<UpstreamReport['endpoint'][]>(
      'authorization',
      'token',
      'revocation',
      'identity',
      'gmail',
      'org_login',
      'org',
    ),
    status: fc.option(fc.integer()),
    error: word,
    subtype: word,
    description: word,
  });
  const moments = fc.record(
    { consentedAt: fc.date({ noInvalidDate: false }), failedAt: fc.date({ noInvalidDate: false }) },
    { requiredKeys: [] },
  );
  const failures = fc.record({ code: fc.constantFrom(...CODES), upstream: fc.option(upstream) });
  fc.assert(
    fc.property(failures, moments, (failure, timeline) => {
      const diagnosis = diagnose(failure, timeline);
      expect(diagnosis.remedy.length).toBeGreaterThan(0);
    }),
  );
});

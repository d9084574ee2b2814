import { describe, expect, test } from '@jest/globals';
import { diagnoseConnection } from '../../shared/diagnosis/index.ts';
import type { Connection } from '../../shared/tokens/index.ts';
import { sampleConnection } from '../support/samples.ts';

const refusedWith = (description: string): Connection['failure'] => ({
  code: 'grant_refused',
  upstream: {
    service: 'google',
    endpoint: 'token',
    status: 400,
    error: 'invalid_grant',
    subtype: null,
    description,
  },
  since: new Date('2026-02-20T00:00:00Z'),
  attempts: 2,
  wholeDomain: true,
});

const causeFor = (about: Partial<Connection>) => diagnoseConnection(sampleConnection(about))?.cause;
const of = (address: string): Connection['mailbox'] => ({
  subject: '1',
  address,
  hostedDomain: null,
});

describe('a connection whose grant is refused', () => {
  const failure = refusedWith('Account has been disabled');

  test('asks nothing of anybody while the refusal is not confirmed', () => {
    expect(causeFor({ status: 'active', failure })).toBe('refusal_in_doubt');
  });

  test.each([
    ['support@example.com', 'account_disabled'],
    ['ann@gmail.com', 'personal_account_restricted'],
    ['ann@googlemail.com', 'personal_account_restricted'],
    ['ann@gmail.com.example.com', 'account_disabled'],
  ])('of %s: %s, since a personal account has no administrator', (address, cause) => {
    expect(causeFor({ status: 'needs_reconnect', failure, mailbox: of(address) })).toBe(cause);
  });

  test('together with others of gmail.com is no policy of a domain', () => {
    const revoked = refusedWith('Token has been expired or revoked.');
    const about = { status: 'needs_reconnect', failure: revoked } as const;
    expect(causeFor({ ...about, mailbox: of('ann@example.com') })).toBe('domain_refused');
    expect(causeFor({ ...about, mailbox: of('ann@gmail.com') })).toBe('grant_revoked');
  });
});

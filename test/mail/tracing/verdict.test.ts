import { describe, expect, test } from '@jest/globals';
import { actsOf, type Known, verdictOf } from '../../../shared/mail/tracing/verdict.ts';
import { sampleEntry, sampleIntake } from '../../contract/mail.ts';

const NOW = new Date('2026-11-27T12:00:00Z');
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);
const FILED = { caseId: '500A', emailMessageId: '02sA', as: 'new_case', notJoined: null } as const;
const FAILURE = {
  code: 'record_refused',
  upstream: null,
  since: hoursAgo(1),
  attempts: 1,
} as const;

const known = (about: Partial<Known>): Known => ({
  receivedAt: hoursAgo(2),
  entry: null,
  intake: intakeWith({}),
  pause: null,
  threadHeld: null,
  inOrg: null,
  ...about,
});

const intakeWith = (about: Parameters<typeof sampleIntake>[0]) =>
  sampleIntake({
    startsAt: hoursAgo(100),
    syncedAt: hoursAgo(1),
    backfill: null,
    failure: null,
    watchFailure: null,
    ...about,
  });

describe('a mail that the ledger does not know', () => {
  test.each([
    ['never_on', 'administrator', { intake: null }],
    ['turned_off', 'administrator', { intake: intakeWith({ isOn: false }) }],
    ['before_start', 'administrator', { receivedAt: hoursAgo(101) }],
    ['unreadable', 'failure', { intake: intakeWith({ failure: FAILURE }) }],
    ['not_yet', null, { receivedAt: hoursAgo(0) }],
    ['not_yet', null, { intake: intakeWith({ syncedAt: null }) }],
    ['overlooked', null, {}],
    ['missed', 'administrator', { receivedAt: hoursAgo(49) }],
    [
      'forgotten',
      null,
      { receivedAt: hoursAgo(61 * 24), intake: intakeWith({ startsAt: hoursAgo(9999) }) },
    ],
    [
      'backfilling',
      null,
      {
        receivedAt: hoursAgo(120),
        intake: intakeWith({
          backfill: {
            from: hoursAgo(200),
            to: hoursAgo(100),
            listedTo: hoursAgo(150),
            found: 1,
            endedAt: null,
          },
        }),
      },
    ],
  ] as const)('is %s', (why, acts, about) => {
    const verdict = verdictOf(known(about), NOW);
    expect(verdict).toMatchObject({ kind: 'unseen', why });
    expect(actsOf(verdict)).toBe(acts);
  });
});

describe('a mail that waits', () => {
  const entry = sampleEntry(1, { state: 'found', failure: null, filed: null, skipped: null });
  const pause = {
    ...({ orgId: 'org-1', code: 'org_storage_full', upstream: null } as const),
    ...{ since: hoursAgo(1), canaryAt: hoursAgo(-1), endedAt: null },
  } as const;

  test.each([
    ['turn', null, { entry }],
    ['retried', 'failure', { entry: { ...entry, failure: FAILURE } }],
    ['paused', 'failure', { entry, pause }],
    ['thread', 'failure', { entry, pause, threadHeld: FAILURE }],
    ['files', null, { entry: { ...entry, filed: FILED } }],
    [
      'corrected',
      null,
      { entry: { ...entry, filed: FILED, correction: { kind: 'new_case', by: 'a' } } },
    ],
    ['turned_off', 'administrator', { entry, intake: intakeWith({ isOn: false }) }],
  ] as const)('for: %s', (why, acts, about) => {
    const verdict = verdictOf(known(about), NOW);
    expect(verdict).toMatchObject({ kind: 'waiting', why });
    expect(actsOf(verdict)).toBe(acts);
  });
});

describe('a filed mail', () => {
  const entry = sampleEntry(1, { state: 'filed', filed: FILED, failure: null, skipped: null });

  test.each([
    ['there', null, null],
    ['deleted', null, 'salesforce_admin'],
    ['missing', null, 'salesforce_admin'],
    ['unasked', null, 'administrator'],
  ] as const)('is %s in its organization', (kind, nowOn, acts) => {
    const verdict = verdictOf(known({ entry, inOrg: { kind } }), NOW);
    expect(verdict).toMatchObject({ kind: 'filed', inOrg: kind, nowOn });
    expect(actsOf(verdict)).toBe(acts);
  });

  test('is on another case, or its organization did not answer', () => {
    const moved = verdictOf(known({ entry, inOrg: { kind: 'elsewhere', caseId: '500B' } }), NOW);
    expect(moved).toMatchObject({ inOrg: 'elsewhere', nowOn: '500B' });
    expect(verdictOf(known({ entry }), NOW)).toMatchObject({ inOrg: 'unanswered', nowOn: null });
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  checklistOf,
  type ItemName,
  type ItemState,
  leftIn,
  type SetupFacts,
} from '../../shared/checklist/index.ts';
import { type Cause, diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import { BROKEN_SETUP, NEW_SETUP, WHOLE_SETUP } from '../pages/sample-checklist.ts';
import { readiness } from '../pages/sample-orgs.ts';
import { ago } from '../pages/sample-views.ts';

const itemIn = (facts: SetupFacts, name: ItemName) => {
  const item = checklistOf(facts).find((each) => each.name === name);
  if (!item) throw new Error(`no item ${name}`);
  return item;
};

const [MAILBOX] = WHOLE_SETUP.mailboxes;
if (!MAILBOX) throw new Error('no mailbox');
const mailbox = (about: Partial<typeof MAILBOX>) => ({ ...MAILBOX, ...about });
const probed = (minutes: number, cause: Cause | null) =>
  mailbox({ probe: { at: ago(minutes), diagnosis: cause && diagnosisOf(cause) } });
const check = (name: 'google_client' | 'redirect_uri' | 'keys', minutes: number) =>
  ({ name, at: ago(minutes), by: 'admin@example.com', failure: null }) as const;
const refused = (name: 'google_client' | 'redirect_uri', minutes: number, error: string) => {
  const isToken = name === 'google_client';
  const upstream = {
    service: 'google',
    endpoint: isToken ? 'token' : 'authorization',
    status: isToken ? 401 : null,
    error,
    subtype: null,
    description: null,
  } as const;
  const code = isToken ? 'client_refused' : 'authorization_refused';
  return { ...check(name, minutes), failure: { code, upstream } } as const;
};
const intake = (about: Partial<SetupFacts['intakes'][number]>) => ({
  hasWatch: true,
  watchFailure: null,
  pushedAt: null,
  silentSince: null,
  ...about,
});
const run = (job: string, minutes: number) => ({
  job,
  startedAt: ago(minutes),
  reportedAt: ago(minutes),
  endedAt: null,
  due: 0,
  done: 0,
  counts: {},
});
const org = (id: string, about: Partial<SetupFacts['orgs'][number]> = {}) => ({
  id,
  name: `https://${id}.my.salesforce.com`,
  readiness: readiness(),
  pause: null,
  ...about,
});
const caller = (use: SetupFacts['callers'][number]['use']) => ({ id: 'c1', name: 'Flow', use });

type Row = readonly [
  what: string,
  name: ItemName,
  facts: Partial<SetupFacts>,
  state: ItemState,
  cause?: Cause,
];

const ROWS: readonly Row[] = [
  ['nobody checked the client', 'google_client', {}, 'unknown'],
  ['Google accepted the client', 'google_client', { checks: [check('google_client', 1)] }, 'done'],
  [
    'the secret is wrong',
    'google_client',
    { checks: [refused('google_client', 1, 'invalid_client')] },
    'failing',
    'client_id_or_secret_wrong',
  ],
  [
    'the client was deleted',
    'google_client',
    { checks: [refused('google_client', 1, 'deleted_client')] },
    'failing',
    'client_deleted',
  ],
  ['the reader came back over it', 'redirect_uri', {}, 'done'],
  [
    'it was removed after the sign-in',
    'redirect_uri',
    { signedInAt: ago(60), checks: [refused('redirect_uri', 1, 'redirect_uri_mismatch')] },
    'failing',
    'redirect_uri_mismatch',
  ],
  [
    'it was registered before the sign-in',
    'redirect_uri',
    { signedInAt: ago(1), checks: [refused('redirect_uri', 60, 'redirect_uri_mismatch')] },
    'done',
  ],
  ['no mailbox is connected', 'scopes', {}, 'unknown'],
  ['a mailbox was connected', 'scopes', { mailboxes: [mailbox({})] }, 'done'],
  [
    'a service account has no token yet',
    'scopes',
    { mailboxes: [mailbox({ isConsented: false, refreshedAt: null })] },
    'unknown',
  ],
  [
    'a scope is missing',
    'scopes',
    { mailboxes: [mailbox({}), probed(1, 'delegation_scopes_missing')] },
    'failing',
    'delegation_scopes_missing',
  ],
  [
    'the consent is younger than a week',
    'audience',
    { mailboxes: [mailbox({ consentedAt: ago(60), refreshedAt: ago(1) })] },
    'unknown',
  ],
  ['a consent is older than a week', 'audience', { mailboxes: [mailbox({})] }, 'done'],
  [
    'Google named an end in a week',
    'audience',
    { mailboxes: [mailbox({}), mailbox({ isTesting: true })] },
    'failing',
    'testing_seven_days',
  ],
  [
    'service accounts say nothing of the audience',
    'audience',
    { mailboxes: [mailbox({ isConsented: false, isTesting: true })] },
    'unknown',
  ],
  ['a probe passed', 'gmail_api', { mailboxes: [probed(1, null)] }, 'done'],
  ['no probe was made', 'gmail_api', { mailboxes: [mailbox({ probe: null })] }, 'unknown'],
  [
    'the API was turned off after a probe had passed',
    'gmail_api',
    { mailboxes: [probed(60, null), probed(1, 'gmail_api_off')] },
    'failing',
    'gmail_api_off',
  ],
  [
    'the API was turned on after a probe had failed',
    'gmail_api',
    { mailboxes: [probed(60, 'gmail_api_off'), probed(1, null)] },
    'done',
  ],
  [
    'one mailbox fails for a reason of its own',
    'gmail_api',
    { mailboxes: [probed(1, 'gmail_service_off'), probed(60, null)] },
    'done',
  ],
  [
    'the only mailbox fails',
    'gmail_api',
    { mailboxes: [probed(1, 'gmail_apps_disabled_by_admin')] },
    'failing',
    'gmail_apps_disabled_by_admin',
  ],
  ['nobody confirmed a backup', 'keys', {}, 'unknown'],
  ['somebody confirmed a backup', 'keys', { checks: [check('keys', 1)] }, 'done'],
  ['no organization is connected', 'salesforce', {}, 'unknown'],
  ['an organization is ready', 'salesforce', { orgs: [org('a')] }, 'done'],
  [
    'one organization was never checked',
    'salesforce',
    { orgs: [org('a'), org('b', { readiness: null })] },
    'unknown',
  ],
  [
    'one organization is paused',
    'salesforce',
    {
      orgs: [
        org('a'),
        org('b', { pause: { since: ago(9), diagnosis: diagnosisOf('org_storage_full') } }),
      ],
    },
    'failing',
  ],
  ['nobody may call', 'webhook', {}, 'unused'],
  ['a secret of the settings may call', 'webhook', { hasSettingsCaller: true }, 'unknown'],
  ['a caller never called', 'webhook', { callers: [caller(null)] }, 'unknown'],
  [
    'a caller was answered',
    'webhook',
    { callers: [caller({ at: ago(1), refusal: null })] },
    'done',
  ],
  [
    'a caller lacks a permission',
    'webhook',
    { callers: [caller({ at: ago(1), refusal: 'operation_forbidden' })] },
    'failing',
  ],
  [
    'a caller, which was proved, asked for a mailbox that there is not',
    'webhook',
    { callers: [caller({ at: ago(1), refusal: 'connection_unknown' })] },
    'done',
  ],
  ['no job ran yet', 'scheduler', {}, 'unknown'],
  [
    'every job ran',
    'scheduler',
    { runs: [run('token-refresh', 1), run('label-probe', 20), run('mail-sync', 1)] },
    'done',
  ],
  [
    'one share of a job ran, though another is late',
    'scheduler',
    {
      runs: [
        run('token-refresh', 600),
        run('token-refresh', 1),
        run('label-probe', 1),
        run('mail-sync', 1),
      ],
    },
    'done',
  ],
  [
    'a job is late',
    'scheduler',
    { runs: [run('token-refresh', 16), run('label-probe', 1), run('mail-sync', 1)] },
    'failing',
  ],
  ['Gmail has no topic', 'push', { hasPushTopic: false }, 'unused'],
  ['no mail becomes cases', 'push', {}, 'unknown'],
  ['nothing was announced yet', 'push', { intakes: [intake({})] }, 'unknown'],
  ['Gmail announced mail', 'push', { intakes: [intake({ pushedAt: ago(1) })] }, 'done'],
  [
    'Gmail may not publish',
    'push',
    {
      intakes: [
        intake({ pushedAt: ago(1) }),
        intake({
          watchFailure: { at: ago(1), diagnosis: diagnosisOf('watch_publisher_missing') },
        }),
      ],
    },
    'failing',
    'watch_publisher_missing',
  ],
  ['mail comes unannounced', 'push', { intakes: [intake({ silentSince: ago(9) })] }, 'failing'],
  [
    'the mail of one of two comes unannounced',
    'push',
    { intakes: [intake({ silentSince: ago(9) }), intake({ pushedAt: ago(1) })] },
    'done',
  ],
  ['nobody is notified', 'notifications', {}, 'unused'],
  [
    'nothing was delivered yet',
    'notifications',
    { notifications: { deliveredAt: null, failingSince: null } },
    'unknown',
  ],
  [
    'a notification was delivered',
    'notifications',
    { notifications: { deliveredAt: ago(1), failingSince: null } },
    'done',
  ],
  [
    'the last one could not be delivered',
    'notifications',
    { notifications: { deliveredAt: ago(60), failingSince: ago(1) } },
    'failing',
    'notices_refused',
  ],
];

describe('an item of the set-up checklist', () => {
  const rows = ROWS.map(([what, name, about, state, cause]) => ({
    what,
    name,
    about,
    state,
    cause,
  }));

  test.each(rows)('$name is $state: $what', ({ name, about, state, cause }) => {
    const item = itemIn({ ...NEW_SETUP, ...about }, name);
    expect(item.state).toBe(state);
    if (cause) expect(item.diagnosis?.cause).toBe(cause);
    expect(item.at === null).toBe(state === 'unknown' || state === 'unused');
  });
});

describe('the whole checklist', () => {
  test('has nothing left where everything is in place', () => {
    expect(leftIn(checklistOf(WHOLE_SETUP))).toBe(0);
  });

  test('has only the sign-in’s proof at the beginning', () => {
    const proved = checklistOf(NEW_SETUP).filter(({ state }) => state === 'done');
    expect(proved.map(({ name }) => name)).toEqual(['redirect_uri']);
  });

  test('has a remedy, or a sentence of its own, for all that fails', () => {
    const failing = checklistOf(BROKEN_SETUP).filter(({ state }) => state === 'failing');
    expect(failing).toHaveLength(10);
    const explained = failing.filter(
      ({ diagnosis, parts }) => diagnosis ?? parts.some((part) => part.diagnosis),
    );
    expect(failing.filter((item) => !explained.includes(item)).map(({ name }) => name)).toEqual([
      'scheduler',
    ]);
  });

  test('says who confirmed the backup', () => {
    expect(itemIn(WHOLE_SETUP, 'keys').by).toBe('team.lead@example.com');
  });

  test('names each organization and its state', () => {
    const { parts } = itemIn(BROKEN_SETUP, 'salesforce');
    expect(parts.map(({ state }) => state)).toEqual(['failing', 'failing']);
  });
});

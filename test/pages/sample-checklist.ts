import type { SetupFacts } from '../../shared/checklist/index.ts';
import { diagnosisOf } from '../../shared/diagnosis/diagnosis.ts';
import { CERTIFIED, LIMITED, LOCKED_OUT, ORG, PAUSE } from './sample-orgs.ts';
import { ago, FRAME } from './sample-views.ts';

/** Nothing but the reader's sign-in has happened yet. */
export const NEW_SETUP: SetupFacts = {
  now: FRAME.now,
  checks: [],
  signedInAt: ago(4),
  mailboxes: [],
  orgs: [],
  callers: [],
  hasSettingsCaller: false,
  runs: [],
  intakes: [],
  hasPushTopic: true,
  notifications: null,
};

const by = 'team.lead@example.com';
const WEEK = 7 * 24 * 60;

const run = (job: string, minutes: number): SetupFacts['runs'][number] => ({
  job,
  startedAt: ago(minutes),
  reportedAt: ago(minutes),
  endedAt: ago(minutes),
  due: 0,
  done: 0,
  counts: {},
});

const org = ({ id, myDomain: name, readiness }: typeof ORG): SetupFacts['orgs'][number] => ({
  id,
  name,
  readiness,
  pause: null,
});

/** Everything is in place. */
export const WHOLE_SETUP: SetupFacts = {
  ...NEW_SETUP,
  checks: [
    { name: 'google_client', at: ago(2), by, failure: null },
    { name: 'redirect_uri', at: ago(2), by, failure: null },
    { name: 'keys', at: ago(3 * WEEK), by, failure: null },
  ],
  mailboxes: [
    {
      isConsented: true,
      consentedAt: ago(2 * WEEK),
      refreshedAt: ago(30),
      isTesting: false,
      probe: { at: ago(45), diagnosis: null },
    },
  ],
  orgs: [org(ORG), org(LIMITED)],
  callers: [{ id: 'a1b2c3d4e5f6', name: 'Case flow', use: { at: ago(12), refusal: null } }],
  runs: [run('token-refresh', 1), run('label-probe', 4), run('mail-sync', 1)],
  intakes: [{ hasWatch: true, watchFailure: null, pushedAt: ago(7), silentSince: null }],
  notifications: { deliveredAt: ago(90), failingSince: null },
};

/** Everything fails that can. */
export const BROKEN_SETUP: SetupFacts = {
  ...WHOLE_SETUP,
  checks: [
    {
      name: 'google_client',
      at: ago(1),
      by,
      failure: {
        code: 'client_refused',
        upstream: {
          service: 'google',
          endpoint: 'token',
          status: 401,
          error: 'invalid_client',
          subtype: null,
          description: 'Unauthorized',
        },
      },
    },
    {
      name: 'redirect_uri',
      at: ago(1),
      by,
      failure: {
        code: 'authorization_refused',
        upstream: {
          service: 'google',
          endpoint: 'authorization',
          status: null,
          error: 'redirect_uri_mismatch',
          subtype: null,
          description: null,
        },
      },
    },
  ],
  mailboxes: [
    {
      isConsented: true,
      consentedAt: ago(60),
      refreshedAt: ago(30),
      isTesting: true,
      probe: { at: ago(15), diagnosis: diagnosisOf('gmail_api_off') },
    },
    {
      isConsented: true,
      consentedAt: ago(90),
      refreshedAt: ago(30),
      isTesting: false,
      probe: { at: ago(20), diagnosis: diagnosisOf('gmail_permission_missing') },
    },
  ],
  orgs: [org(LOCKED_OUT), { ...org(CERTIFIED), pause: PAUSE }],
  callers: [
    {
      id: 'a1b2c3d4e5f6',
      name: 'Case flow',
      use: { at: ago(3), refusal: 'call_expired' },
    },
    { id: 'b1b2c3d4e5f6', name: 'Nightly Apex', use: null },
  ],
  runs: [run('token-refresh', 200), run('label-probe', 4)],
  intakes: [
    {
      hasWatch: false,
      watchFailure: { at: ago(50), diagnosis: diagnosisOf('watch_publisher_missing') },
      pushedAt: null,
      silentSince: null,
    },
  ],
  notifications: { deliveredAt: null, failingSince: ago(300) },
};

import { diagnose, readTrouble } from '../../shared/diagnosis/index.ts';
import type { Run } from '../../shared/jobs/run.ts';
import type {
  AttentionView,
  BreakerView,
  Counts,
  EventView,
  GroupView,
  ListQuery,
  MailboxView,
} from '../../shared/pages/index.ts';
import {
  AUDIT_EVENT_KINDS,
  type AuditEvent,
  type AuditEventKind,
} from '../../shared/tokens/index.ts';
import {
  ago,
  BROKEN,
  GONE,
  HEALTHY,
  history,
  NEAR_CAP,
  REVOKED,
  SUSPECTED,
  TROUBLED,
} from './sample-views.ts';

/** Ten thousand mailboxes by health. */
export const TEN_THOUSAND: Counts = { failing: 38, needs_reconnect: 12, well: 9950 };
export const FIVE: Counts = { failing: 1, needs_reconnect: 1, well: 3 };
export const NONE: Counts = { failing: 0, needs_reconnect: 0, well: 0 };

export const ASKED: ListQuery = {
  show: null,
  search: '',
  trouble: null,
  actor: null,
  after: null,
  before: null,
  from: 1,
};

const group = (trouble: string, count: number): GroupView => ({
  ...readTrouble(trouble),
  trouble,
  count,
});

/** What is wrong with ten thousand mailboxes, and with none. */
export const GROUPS: AttentionView = {
  groups: [
    group('domain_refused@small.example.jp', 20),
    group('gmail_api_off', 11),
    group('grant_revoked', 9),
    group('google_unavailable', 6),
    group('delegation_not_authorized@north-american-subsidiary.example.com', 2),
  ],
  others: 2,
};
export const NO_GROUPS: AttentionView = { groups: [], others: 0 };

const SECOND_IN_MINUTES = 1 / 60;

const run = (about: Partial<Run>): Run => ({
  job: 'token-refresh',
  startedAt: ago(42 * SECOND_IN_MINUTES),
  reportedAt: ago(40 * SECOND_IN_MINUTES),
  endedAt: ago(40 * SECOND_IN_MINUTES),
  due: 38,
  done: 38,
  counts: { refreshed: 37, fresh: 0, busy: 0, retryLater: 0, needsReconnect: 1, left: 0 },
  ...about,
});

const CHECKED = run({
  job: 'label-probe',
  startedAt: ago(4),
  reportedAt: ago(3),
  endedAt: ago(3),
  due: 500,
  done: 500,
  counts: { healthy: 497, failing: 3, skipped: 0 },
});

export const ENDED: readonly Run[] = [run({}), CHECKED];

/** One of four shards is done; the others are running. */
export const RUNNING: readonly Run[] = [
  ...[310, 290, 140].map((done) =>
    run({
      startedAt: ago(20 * SECOND_IN_MINUTES),
      reportedAt: ago(2 * SECOND_IN_MINUTES),
      endedAt: null,
      due: 500,
      done,
      counts: {},
    }),
  ),
  run({
    startedAt: ago(19 * SECOND_IN_MINUTES),
    endedAt: ago(3 * SECOND_IN_MINUTES),
    due: 500,
    done: 500,
  }),
  CHECKED,
];

/** A run that was killed and reports no more. */
export const CUT_OFF: readonly Run[] = [
  run({ startedAt: ago(12), reportedAt: ago(11), endedAt: null, due: 2000, done: 1240 }),
];

const breaker = (code: 'client_refused' | 'google_unavailable', trials: number): BreakerView => {
  const failure = { code, upstream: null };
  const shown = { ...failure, signature: code, since: ago(14), trials };
  return { breaker: shown, credential: 'oauth_client', diagnosis: diagnose(failure) };
};

export const CLIENT_REFUSED = breaker('client_refused', 1);
export const GOOGLE_AWAY = breaker('google_unavailable', 8);

const KINDS = [HEALTHY, TROUBLED, HEALTHY, BROKEN, HEALTHY, SUSPECTED, HEALTHY, NEAR_CAP];

const NAMES = [
  'support',
  'billing',
  'the-customer-service-team-for-returns-and-refunds',
  'orders',
  'info',
  'careers-and-alumni.newsletter',
  'sales',
  'it',
];
const DOMAINS = ['example.com', 'example.co.jp', 'north-american-subsidiary.example.com'];

/** A full page of mailboxes in different states. */
export const MANY: readonly MailboxView[] = Array.from({ length: 50 }, (_, place) => {
  const { connection, diagnosis } = KINDS[place % KINDS.length] ?? HEALTHY;
  const name = NAMES[(place * 5) % NAMES.length];
  const address = `${name}.${place + 1}@${DOMAINS[place % DOMAINS.length]}`;
  return {
    connection: {
      ...connection,
      id: `m${place + 1}`,
      mailbox: { ...connection.mailbox, address },
      probeHistory: diagnosis ? connection.probeHistory : history(place % 6 === 0 ? [9, 10] : []),
    },
    diagnosis,
  };
});

const FAILED: ReadonlySet<AuditEventKind> = new Set([
  'needs_reconnect',
  'probe_failing',
  'fleet_paused',
]);

const BOOKS = { day: '2026-01-14', messageIds: ['19bb0e1f2a3c4d51', '19bb0e1f2a3c4d5e'] };

function event(kind: AuditEventKind, place: number): EventView {
  const ofFleet = kind.startsWith('fleet_');
  const { connection } = place % 2 === 0 ? BROKEN : GONE;
  const about: AuditEvent = {
    id: `event-${place}`,
    at: ago(5 + place * place * 90),
    kind,
    connectionId: ofFleet ? null : connection.id,
    address: ofFleet ? null : connection.mailbox.address,
    failure: null,
    consentedAt: null,
    refreshedAt: null,
    credential: null,
    grantsMinted: null,
    grantEndsAt: null,
    by: kind === 'connected' || kind === 'disconnected' ? 'admin@example.com' : null,
    role: null,
    linkBy: null,
    again: false,
    change: null,
    revoked: kind === 'disconnected' ? true : null,
    count: kind === 'books_differ' ? 3 : null,
    books: kind === 'books_differ' ? BOOKS : null,
    notification: { dueAt: null, attempts: 1, deliveredAt: null },
  };
  return { event: about, diagnosis: FAILED.has(kind) ? REVOKED : null };
}

/** One event of every kind. */
export const EVENTS: readonly EventView[] = AUDIT_EVENT_KINDS.map(event);

import type { Intake } from '../../shared/mail/model/intake.ts';
import { DEFAULT_POLICIES } from '../../shared/mail/model/policies.ts';

/** The mailbox's history id before the mail came that a push announces. */
const BEFORE = '1';
/** The history id that a push announces. */
export const ANNOUNCED = '2';

const HOUR_MS = 60 * 60 * 1000;

/** The intake of a mailbox whose next poll, sweep and renewal of the watch are an hour away. */
export function sampleIntake(connectionId: string, orgId: string, now: Date): Intake {
  const later = new Date(now.getTime() + HOUR_MS);
  return {
    connectionId,
    address: `${connectionId}@example.com`,
    isOn: true,
    startsAt: new Date('2026-01-01T00:00:00Z'),
    routing: {
      orgId,
      labelId: 'INBOX',
      origin: 'Email',
      priority: null,
      recordTypeId: null,
      owner: { kind: 'default' },
      policies: DEFAULT_POLICIES,
      mode: 'file',
    },
    historyId: BEFORE,
    syncedAt: now,
    pushedHistoryId: null,
    pushedAt: null,
    watch: { expiresAt: later, renewedAt: now },
    watchFailure: null,
    pushSilentSince: null,
    lease: null,
    dueAt: now,
    pollAt: now,
    renewWatchAt: later,
    sweepAt: later,
    listing: null,
    backfill: null,
    failure: null,
    hasOpenEntries: false,
    booksClosedDay: null,
    recentMails: [],
  };
}

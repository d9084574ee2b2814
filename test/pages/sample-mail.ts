import { diagnose } from '../../shared/diagnosis/index.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Backfill, Intake } from '../../shared/mail/model/intake.ts';
import type { Filed, LedgerEntry } from '../../shared/mail/model/ledger.ts';
import { DEFAULT_POLICIES } from '../../shared/mail/model/policies.ts';
import type {
  HeldCause,
  MailForm,
  MailSectionView,
  MessageView,
  TodayView,
} from '../../shared/pages/index.ts';
import type { OrgChoices } from '../../shared/salesforce/api/index.ts';
import { LIMITED, ORG, PAUSE } from './sample-orgs.ts';
import { ago, ahead } from './sample-views.ts';

export const INTAKE: Intake = {
  connectionId: 'c1',
  address: 'support@example.com',
  isOn: true,
  startsAt: ago(60 * 24 * 12),
  routing: {
    orgId: ORG.id,
    labelId: 'INBOX',
    origin: 'Email',
    priority: null,
    recordTypeId: null,
    owner: { kind: 'assignment_rules' },
    policies: DEFAULT_POLICIES,
    mode: 'file',
  },
  historyId: '12345',
  syncedAt: ago(2),
  pushedHistoryId: '12345',
  pushedAt: ago(2),
  watch: { expiresAt: ahead(60 * 24 * 6), renewedAt: ago(60 * 9) },
  watchFailure: null,
  pushSilentSince: null,
  lease: null,
  dueAt: ahead(13),
  pollAt: ahead(13),
  renewWatchAt: ahead(60 * 15),
  sweepAt: ahead(60 * 17),
  listing: null,
  backfill: null,
  failure: null,
  hasOpenEntries: false,
  booksClosedDay: null,
  recentMails: [],
};

/** Off, although it could be on. */
export const MAIL_OFF: MailSectionView = {
  canRead: true,
  intake: null,
  held: 0,
  org: null,
  hasOrgs: true,
  pause: null,
  labelName: null,
  diagnosis: null,
  watchDiagnosis: null,
  emulatedMailbox: null,
  backfilled: 0,
  done: null,
  today: null,
};

const BACKFILL: Backfill = {
  from: ago(60 * 24 * 19),
  to: INTAKE.startsAt,
  listedTo: ago(60 * 24 * 15),
  found: 1234,
  endedAt: null,
};

export const TODAY: TodayView = {
  day: { day: '2026-03-10', zone: 'Asia/Tokyo', from: ago(60 * 18), until: ahead(60 * 6) },
  counts: { filed: 1198, skipped: 37, held: 2, found: 3 },
};

export const MAIL_ON: MailSectionView = {
  ...MAIL_OFF,
  intake: { ...INTAKE, backfill: { ...BACKFILL, endedAt: ago(300) } },
  org: ORG,
  done: 'on',
  today: TODAY,
};

/** Nothing is written to the organization. */
export const MAIL_SHADOW: MailSectionView = {
  ...MAIL_ON,
  intake: { ...INTAKE, routing: { ...INTAKE.routing, mode: 'shadow' } },
  done: 'changed',
};

const WATCH_REFUSED = { code: 'watch_refused', upstream: null } as const;

/** Everything that can slow or stop it, at once. */
export const MAIL_TROUBLED: MailSectionView = {
  ...MAIL_ON,
  intake: {
    ...INTAKE,
    backfill: BACKFILL,
    routing: { ...INTAKE.routing, labelId: 'Label_7', owner: { kind: 'owner', id: '00G1' } },
    watch: null,
    pushedAt: null,
    watchFailure: { ...WATCH_REFUSED, since: ago(90), attempts: 2 },
    pushSilentSince: ago(60),
    listing: { kind: 'resync', from: ago(9000), pin: '1', pageToken: 'p', found: 1200 },
  },
  held: 37,
  backfilled: 34,
  org: LIMITED,
  pause: PAUSE,
  labelName: 'Cases/Open',
  watchDiagnosis: diagnose(WATCH_REFUSED),
  emulatedMailbox: 'http://127.0.0.1:8080/google/emulator/mail/support%40example.com',
  done: null,
};

const UNREADABLE = { code: 'gmail_refused', upstream: null } as const;

export const MAIL_STUCK: MailSectionView = {
  ...MAIL_ON,
  intake: { ...INTAKE, failure: { ...UNREADABLE, since: ago(30), attempts: 4 } },
  org: null,
  diagnosis: diagnose(UNREADABLE),
  done: null,
};

export const FORM: MailForm = {
  labelId: 'INBOX',
  origin: '',
  priority: '',
  recordTypeId: '',
  owner: { kind: 'assignment_rules' },
  startDate: null,
  mode: 'file',
  policies: DEFAULT_POLICIES,
  blockedSenders: '',
};

export const CHOICES: OrgChoices = {
  origins: [
    { value: 'Email', label: 'Email' },
    { value: 'Web', label: 'Web' },
  ],
  priorities: [
    { value: 'High', label: 'High' },
    { value: 'Medium', label: 'Medium' },
  ],
  recordTypes: [{ id: '0125g000000abcd', name: 'Customer Service' }],
  queues: [{ id: '00G5g000000abcd', name: 'Tier 1 Support' }],
};

export const LABELS = [
  { id: 'INBOX', name: 'INBOX' },
  { id: 'Label_7', name: 'Cases/Waiting for customer' },
];

export const sampleEntry = (about: Partial<LedgerEntry>, place = 0): LedgerEntry => ({
  connectionId: 'c1',
  messageId: `18f0a1b2c3d4e5f${place}`,
  threadId: `18f0a1b2c3d4e5f${place}`,
  state: 'found',
  foundAt: ago(7 * place + 1),
  foundBy: 'push',
  arrivalLabelIds: ['INBOX'],
  receivedAt: ago(7 * place + 2),
  changedAt: ago(7 * place),
  dueAt: null,
  failure: null,
  skipped: null,
  filed: null,
  correction: null,
  isForced: false,
  ...about,
});

const failed = (code: ErrorCode) => ({ code, upstream: null, since: ago(20), attempts: 3 });

const filed = (as: 'new_case' | 'reply' | 'copy', notJoined: Filed['notJoined'] = null) => ({
  state: 'filed' as const,
  filed: { caseId: '5005g00000abcdeAAA', emailMessageId: '02s5g00000abcde', as, notJoined },
});

/** One of each kind that a mail can be. */
export const ENTRIES: readonly LedgerEntry[] = [
  sampleEntry({ dueAt: ago(1) }, 0),
  sampleEntry({ dueAt: ahead(3), failure: failed('org_unavailable'), foundBy: 'poll' }, 1),
  sampleEntry({ dueAt: ahead(1), filed: filed('reply').filed }, 2),
  sampleEntry(
    { dueAt: ago(1), filed: filed('reply').filed, correction: { kind: 'new_case', by: 'a@b.c' } },
    9,
  ),
  sampleEntry(filed('new_case', 'unauthenticated'), 3),
  sampleEntry({ ...filed('reply'), foundBy: 'resync' }, 4),
  sampleEntry({ ...filed('copy'), foundBy: 'sweep' }, 5),
  sampleEntry({ state: 'skipped', skipped: 'spam' }, 6),
  sampleEntry({ state: 'held', failure: failed('record_refused') }, 7),
  sampleEntry({ state: 'held', failure: failed('mail_unreadable'), receivedAt: null }, 8),
];

/** A message as a page shows it. */
export const messageOf = (of: LedgerEntry): MessageView => ({
  entry: of,
  diagnosis: of.failure && diagnose(of.failure),
  caseUrl: of.filed && `${ORG.myDomain}/lightning/r/Case/${of.filed.caseId}/view`,
  mailUrl: `https://mail.google.com/mail/?authuser=support%40example.com#all/${of.messageId}`,
});

export const HELD_CAUSES: readonly HeldCause[] = (
  [
    ['record_refused', 36],
    ['mail_unreadable', 1],
  ] as const
).map(([code, count]) => ({ code, count, diagnosis: diagnose({ code, upstream: null }) }));

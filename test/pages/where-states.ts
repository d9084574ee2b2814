import { diagnose } from '../../shared/diagnosis/index.ts';
import type { LedgerEntry } from '../../shared/mail/model/ledger.ts';
import type { MailboxLook, TracedMail, Verdict } from '../../shared/mail/tracing/index.ts';
import {
  type Frame,
  type MailTodayView,
  mailTodayPage,
  type WhereResult,
  type WhereView,
  wherePage,
} from '../../shared/pages/index.ts';
import { ENTRIES, HELD_CAUSES, INTAKE, TODAY } from './sample-mail.ts';
import { ago, ahead, BROKEN, GONE, HEALTHY } from './sample-views.ts';

const FORM: WhereView['form'] = {
  address: '',
  subject: '',
  identifier: '',
  mailbox: '',
  day: '',
  lastDay: '',
  zone: 'UTC',
};

const ASKED: WhereView['form'] = {
  ...FORM,
  address: 'ann.with-a-rather-long-name@customer-with-a-long-name.example',
  subject: 'Invoice 4711',
  day: '2026-11-27',
  zone: 'Asia/Tokyo',
};

const CASE = 'https://company.my.salesforce.com/lightning/r/Case/5005g00000abcdeAAA/view';

const look = (about: Partial<MailboxLook> = {}): MailboxLook => ({
  connectionId: 'c1',
  address: 'support@example.com',
  access: 'open',
  failure: null,
  outcome: 'searched',
  refused: null,
  intake: INTAKE,
  ...about,
});

const [ENTRY] = ENTRIES as [LedgerEntry, ...LedgerEntry[]];

const found = (verdict: Verdict, about: Partial<TracedMail> = {}): TracedMail => ({
  connectionId: 'c1',
  address: 'support@example.com',
  messageId: '19accc0ffee00001',
  subject: 'Invoice 4711: the amount is wrong',
  from: 'Ann Customer <ann@customer.example>',
  to: ['support@example.com'],
  receivedAt: ago(62),
  labels: ['INBOX', 'UNREAD'],
  sentBy: null,
  isIndirect: false,
  entry: { ...ENTRY, foundAt: ago(61), foundBy: 'push', state: 'filed' },
  verdict,
  ...about,
});

const filed = (inOrg: Extract<Verdict, { kind: 'filed' }>['inOrg']): Verdict => ({
  kind: 'filed',
  as: 'new_case',
  filed: {
    orgId: INTAKE.routing.orgId,
    caseId: '5005g00000abcdeAAA',
    emailMessageId: '02s5g00000abcde',
    as: 'new_case',
    notJoined: null,
  },
  at: ago(60),
  inOrg,
  nowOn: inOrg === 'elsewhere' ? '5005g00000fghijAAA' : null,
});

const viewOf = (mail: TracedMail): WhereResult['mails'][number] => {
  const { verdict } = mail;
  return {
    mail,
    mailUrl: `https://mail.google.com/mail/?authuser=support%40example.com#all/${mail.messageId}`,
    caseUrl: verdict.kind === 'filed' ? CASE : null,
    presentUrl: verdict.kind === 'filed' && verdict.nowOn !== null ? CASE : null,
  };
};

const HELD: TracedMail = found(
  {
    kind: 'held',
    failure: { code: 'record_refused', upstream: null },
    since: ago(50),
  },
  {
    messageId: '19accc0ffee00002',
    subject: '',
    entry: { ...ENTRY, foundAt: ago(61), state: 'held' },
  },
);

const SPAM: TracedMail = found(
  { kind: 'skipped', reason: 'spam', at: ago(60) },
  {
    messageId: '19accc0ffee00003',
    labels: ['SPAM'],
    subject: '請求書 4711 の金額についてのお問い合わせ',
    isIndirect: true,
    to: ['team@example.com'],
    entry: { ...ENTRY, foundAt: ago(61), state: 'skipped', skipped: 'spam' },
  },
);

const PAUSED: TracedMail = found(
  {
    kind: 'waiting',
    why: 'paused',
    failure: { code: 'org_storage_full', upstream: null },
    nextAt: ahead(1),
  },
  { messageId: '19accc0ffee00004', entry: { ...ENTRY, foundAt: ago(61), state: 'found' } },
);

const UNSEEN: TracedMail = found(
  { kind: 'unseen', why: 'not_yet', failure: null },
  { messageId: '19accc0ffee00005', entry: null, labels: [], receivedAt: ago(0) },
);

const RESULT: WhereResult = {
  mails: [],
  hasMore: false,
  looks: [{ look: look(), diagnosis: null }],
  beyond: 0,
  inOrgs: [],
  absences: [],
};

const UNSEARCHED: WhereResult['looks'] = [
  { look: look({ outcome: 'unfinished', intake: null }), diagnosis: null },
  { look: look({ address: 'check@example.com', outcome: 'check_only' }), diagnosis: null },
  {
    look: look({ address: 'sales@example.com', outcome: 'needs_reconnect' }),
    diagnosis: diagnose({ code: 'connection_needs_reconnect', upstream: null }),
  },
  { look: look({ address: 'former@example.com', outcome: 'disconnected' }), diagnosis: null },
];

const view =
  (about: Partial<WhereView>) =>
  (frame: Frame): string =>
    wherePage(
      { ...frame, path: '/setup-page/where' },
      { form: ASKED, problem: null, result: null, done: null, ...about },
    );

const result = (about: Partial<WhereResult>) => view({ result: { ...RESULT, ...about } });

const NO_COUNTS = { filed: 0, skipped: 0, held: 0, found: 0 };

const today =
  (about: Partial<MailTodayView>) =>
  (frame: Frame): string =>
    mailTodayPage(
      { ...frame, path: '/setup-page/mail' },
      {
        ...TODAY,
        held: 14,
        causes: { causes: HELD_CAUSES, isAll: false },
        mailboxes: [HEALTHY, BROKEN, GONE].map(({ connection }, nth) => ({
          connection,
          isOn: nth !== 2,
          counts: nth === 0 ? TODAY.counts : NO_COUNTS,
        })),
        after: 'm0',
        next: 'm25',
        ...about,
      },
    );

/** “Where is my mail?” and the mail of a day in every state that differs visibly. */
export const WHERE_STATES = {
  where: view({ form: FORM }),
  'where-refused': view({ problem: { field: 'day', code: 'trace_day_invalid' } }),
  'where-found': result({ mails: [viewOf(found(filed('there')))] }),
  'where-fates': result({
    mails: [HELD, SPAM, PAUSED, UNSEEN, found(filed('elsewhere')), found(filed('deleted'))].map(
      viewOf,
    ),
    hasMore: true,
    looks: [...RESULT.looks, ...UNSEARCHED],
    beyond: 9940,
  }),
  'where-nowhere': result({
    looks: [...RESULT.looks, ...UNSEARCHED],
    inOrgs: [
      {
        mail: {
          orgId: INTAKE.routing.orgId,
          caseId: '5005g00000abcdeAAA',
          emailMessageId: '02s5g00000abcde',
          isDeleted: false,
          subject: 'Invoice 4711',
          sender: 'ann@customer.example',
          sentAt: ago(90),
          createdAt: ago(60),
        },
        caseUrl: CASE,
      },
    ],
    absences: [
      { kind: 'in_org' },
      { kind: 'unsearched' },
      { kind: 'not_ours', address: 'team@example.com' },
      { kind: 'deleted_unread', count: 3 },
      { kind: 'too_fresh' },
      { kind: 'spam_expired' },
      { kind: 'workspace' },
      { kind: 'filters' },
      { kind: 'sender' },
    ],
  }),
  'mail-today': today({}),
  'mail-today-calm': today({
    held: 0,
    causes: { causes: [], isAll: true },
    after: null,
    next: null,
  }),
  'mail-today-empty': today({ mailboxes: [], held: 0, counts: NO_COUNTS, after: null, next: null }),
};

import { diagnose } from '../../shared/diagnosis/index.ts';
import type { Fate, FateCounts } from '../../shared/mail/model/fate.ts';
import type { Rehearsal } from '../../shared/mail/rehearsal/index.ts';
import {
  type FateView,
  type Frame,
  type RehearsalView,
  type RehearsedMailView,
  rehearsalPage,
} from '../../shared/pages/index.ts';
import { ago } from './sample-views.ts';

const COUNTS: FateCounts = {
  new_case: 1031,
  reply: 122,
  copy: 4,
  sent: 51,
  skipped: 30,
  held: 1,
  waiting: 1,
};

const CASE = 'https://company.my.salesforce.com/lightning/r/Case/5005g00000abcdeAAA/view';
const MAIL = 'https://mail.google.com/mail/?authuser=support%40example.com#all/19accc0ffee0';

const filed = (about: Partial<Extract<Fate, { kind: 'filed' }>>): Fate => ({
  kind: 'filed',
  as: 'new_case',
  case: { kind: 'opened', byMessageId: '19accc0ffee0' },
  notJoined: null,
  customer: null,
  isMasked: false,
  ...about,
});

const plain = (fate: Fate): FateView => ({ fate, caseUrl: null, firstMailUrl: null });
const skipped = plain({ kind: 'skipped', reason: 'auto_reply' });
const FORWARDER = 'a.colleague.with.a.long.name@company-with-a-long-name.example';

const SIDES: readonly (readonly [now: FateView, changed: FateView])[] = [
  [skipped, plain(filed({}))],
  [
    { ...plain(filed({ as: 'reply' })), caseUrl: CASE },
    plain({ kind: 'skipped', reason: 'blocked' }),
  ],
  [
    plain(filed({ customer: 'taro@customer.example' })),
    plain(filed({ customer: FORWARDER, isMasked: true })),
  ],
  [
    { ...plain(filed({ as: 'sent' })), firstMailUrl: MAIL },
    plain({ kind: 'skipped', reason: 'sent' }),
  ],
  [plain(filed({ as: 'copy' })), plain({ kind: 'held', code: 'mail_unreadable' })],
];

const MAILS: readonly RehearsedMailView[] = SIDES.map(([now, changed], at) => ({
  messageId: `19accc0ffee0000${at}`,
  receivedAt: ago(60 * 9 * (at + 1)),
  mailUrl: MAIL,
  now,
  changed,
}));

const rehearsal = (about: Partial<Rehearsal> = {}): Rehearsal => ({
  from: ago(30 * 24 * 60),
  until: ago(0),
  arrived: 1240,
  rehearsed: 1240,
  first: ago(30 * 24 * 60),
  last: ago(5),
  differing: MAILS.map(({ messageId, receivedAt, now, changed }) => ({
    ...{ messageId, threadId: messageId, receivedAt },
    now: now.fate,
    changed: changed.fate,
  })),
  counts: { now: COUNTS, changed: { ...COUNTS, new_case: 1019, skipped: 42, held: 0 } },
  unread: [],
  ...about,
});

const view =
  (result: RehearsalView['result']) =>
  (frame: Frame): string =>
    rehearsalPage(
      { ...frame, path: '/setup-page/connections/c1/mail' },
      {
        connectionId: 'c1',
        address: 'support@example.com',
        fields: [
          ['org', 'company'],
          ['policy_autoReplies', 'file'],
        ],
        result,
      },
    );

const SAME = { differing: [], counts: { now: COUNTS, changed: COUNTS } };

/** A rehearsal in every state that differs visibly. */
export const REHEARSAL_STATES = {
  rehearsal: view({ kind: 'made', rehearsal: rehearsal(), mails: MAILS }),
  'rehearsal-part': view({
    kind: 'made',
    rehearsal: rehearsal({
      rehearsed: 197,
      unread: [{ messageId: '19accc0ffee00009', code: 'message_gone' }],
    }),
    mails: MAILS.slice(0, 2),
  }),
  'rehearsal-same': view({ kind: 'made', rehearsal: rehearsal(SAME), mails: [] }),
  'rehearsal-empty': view({
    kind: 'made',
    rehearsal: rehearsal({ ...SAME, arrived: 0, rehearsed: 0, first: null, last: null }),
    mails: [],
  }),
  'rehearsal-failed': view({
    kind: 'failed',
    diagnosis: diagnose({ code: 'org_unavailable', upstream: null }),
  }),
};

import {
  ANSWERING,
  attached,
  type GoldenMail,
  golden,
  HTML,
  JOINS,
  MIXED,
  PLAIN,
  parts,
  type Said,
  skipped,
} from '../golden-mail.ts';

const AUTO: Partial<Said> = { kind: 'auto_reply', decision: skipped('auto_reply') };
const ANSWERED: Partial<Said> = {
  kind: 'auto_reply',
  decision: JOINS,
  inReplyTo: ['sent-1@ours.example'],
  references: ['sent-1@ours.example'],
};
const away = (name: string, subject: string, text: string): GoldenMail =>
  golden(
    name,
    {
      subject,
      add: ['Return-Path: <>', 'Auto-Submitted: auto-replied', ...ANSWERING],
      body: [text],
    },
    ANSWERED,
  );

/** Automatic answers. */
export const AUTO_REPLIES: readonly GoldenMail[] = [
  away('away-english', 'Automatic reply: Answer', 'I am out of the office until Monday.'),
  away('away-japanese', '自動返信: ご回答', 'ただいま不在にしております。月曜日に戻ります。'),
  away('away-german', 'Automatische Antwort: Antwort', 'Ich bin bis Montag nicht im Büro.'),
  away('away-french', 'Réponse automatique : Réponse', 'Je suis absent jusqu’à lundi.'),
  away('away-spanish', 'Respuesta automática: Respuesta', 'Estoy fuera de la oficina.'),
  away('away-chinese', '自动回复: 回复', '我正在休假。'),
  away('away-korean', '자동 회신: 답변', '부재 중입니다.'),
  golden(
    'away-outlook-suppress',
    {
      subject: 'Automatic reply: Answer',
      add: [
        'Return-Path: <>',
        'X-Auto-Response-Suppress: All',
        'Auto-Submitted: auto-generated',
        ...ANSWERING,
      ],
      body: ['I am away.'],
    },
    ANSWERED,
  ),
  golden(
    'a-person-writes-of-an-automatic-reply',
    {
      subject: 'Automatic reply: nobody helps me',
      add: ['Auto-Submitted: no'],
      body: ['Your answer came from a machine.'],
    },
    {},
  ),
  golden(
    'a-person-asks-for-an-automatic-reply',
    {
      subject: '自動返信メールが届きません',
      add: ['Precedence: bulk'],
      body: ['確認してください。'],
    },
    {},
  ),
  golden(
    'away-without-answer',
    { subject: 'Out of Office', add: ['Auto-Submitted: auto-replied'], body: ['I am away.'] },
    AUTO,
  ),
  golden(
    'away-precedence',
    { subject: 'Re: Answer', add: ['Precedence: auto_reply'], body: ['We got your mail.'] },
    AUTO,
  ),
  golden(
    'away-x-autoreply',
    { subject: 'Re: Answer', add: ['X-Autoreply: yes'], body: ['We got your mail.'] },
    AUTO,
  ),
  golden(
    'away-autoresponder-japanese',
    {
      from: ['サンプル商事', 'info@customer.example'],
      subject: '【自動応答】お問い合わせありがとうございます',
      add: ['Return-Path: <>'],
      body: ['担当者より折り返しご連絡いたします。'],
    },
    AUTO,
  ),
  golden('person-about-an-absence', {
    subject: 'Out of office next week',
    add: ['Return-Path: <ann@customer.example>'],
    body: ['Who helps us?'],
  }),
  golden('person-through-exchange', {
    subject: 'Question',
    add: ['X-Auto-Response-Suppress: DR, OOF, AutoReply'],
    body: ['How?'],
  }),
  golden('alert-of-a-monitor', {
    from: ['Monitor', 'alerts@customer.example'],
    subject: 'DOWN: api',
    add: ['Auto-Submitted: auto-generated'],
    body: ['api is down.'],
  }),
];

/** Newsletters, orders and other mail of programs, which is filed like any other. */
export const NEWSLETTERS: readonly GoldenMail[] = [
  golden(
    'newsletter',
    {
      from: ['Shop', 'news@shop.example'],
      subject: 'Big sale',
      add: [
        'Precedence: bulk',
        'List-Unsubscribe: <https://shop.example/leave>',
        'List-ID: <news.shop.example>',
      ],
      type: [HTML],
      body: [
        '<html><head><title>Sale</title><style>a{color:red}</style></head><body><p>Sale!</p><img src="https://shop.example/o.gif" width="1" height="1"></body></html>',
      ],
    },
    {
      text: 'Sale!',
      html: '<p>Sale!</p>',
    },
  ),
  golden('newsletter-japanese', {
    from: ['通販サンプル', 'mail@shop.example'],
    subject: '【本日限定】ポイント10倍',
    add: ['Precedence: list', 'List-Unsubscribe: <mailto:leave@shop.example>'],
    body: ['本日限定のお知らせです。'],
  }),
  golden('order-confirmation', {
    from: ['Shop', 'no-reply@shop.example'],
    subject: 'Order 1 was sent',
    add: ['Auto-Submitted: auto-generated'],
    body: ['Thank you.'],
  }),
  golden('order-with-null-path', {
    from: ['Shop', 'order@shop.example'],
    subject: 'Order 1 was sent',
    add: ['Return-Path: <>'],
    body: ['Thank you.'],
  }),
  golden('mailing-list', {
    from: ['Ann Lee', 'ann@customer.example'],
    subject: '[dev] Question',
    add: ['List-ID: <dev.lists.example>', 'Precedence: list'],
    body: ['How?'],
  }),
  golden('newsletter-as-of-an-absence', {
    from: ['Shop', 'news@shop.example'],
    subject: 'Out of office? Save now',
    add: ['Precedence: bulk', 'List-Unsubscribe: <https://shop.example/leave>'],
    body: ['Buy.'],
  }),
];

const appointment = (
  method: string,
  organizer: string,
  attendee: string,
  more: readonly string[] = [],
): readonly string[] => [
  'BEGIN:VCALENDAR',
  `METHOD:${method}`,
  'BEGIN:VEVENT',
  'UID:1',
  'DTSTART:20261201T010000Z',
  'SUMMARY:Review',
  `ORGANIZER:mailto:${organizer}`,
  `ATTENDEE:mailto:${attendee}`,
  ...more,
  'END:VEVENT',
  'END:VCALENDAR',
];

function calendar(
  name: string,
  {
    method,
    lines,
    subject,
    from = ['Ann Lee', 'ann@customer.example'],
  }: {
    readonly method: string;
    readonly lines: readonly string[];
    readonly subject: string;
    readonly from?: readonly [string, string];
  },
  says: Partial<Said> = {},
): GoldenMail {
  const content = lines.join('\r\n');
  return golden(
    name,
    {
      from,
      subject,
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'See you.'],
        [
          `Content-Type: text/calendar; method=${method}; charset=utf-8; name=invite.ics`,
          'Content-Disposition: attachment; filename=invite.ics',
          '',
          ...lines,
        ],
      ),
    },
    {
      text: 'See you.',
      kind: 'calendar',
      attachments: [attached({ name: 'invite.ics', type: 'text/calendar', content })],
      ...says,
    },
  );
}

/** Invitations, answers to them, and cancellations. */
export const CALENDAR: readonly GoldenMail[] = [
  calendar('calendar-request', {
    method: 'REQUEST',
    subject: 'Invitation: Review',
    lines: appointment('REQUEST', 'ann@customer.example', 'support@ours.example'),
  }),
  calendar('calendar-cancel', {
    method: 'CANCEL',
    subject: 'Canceled: Review',
    lines: appointment('CANCEL', 'ann@customer.example', 'support@ours.example'),
  }),
  calendar('calendar-reply', {
    method: 'REPLY',
    subject: 'Accepted: Review',
    lines: appointment('REPLY', 'support@ours.example', 'ann@customer.example'),
  }),
  calendar('calendar-counter', {
    method: 'COUNTER',
    subject: 'New Time Proposed: Review',
    lines: appointment('COUNTER', 'support@ours.example', 'ann@customer.example'),
  }),
  calendar('calendar-japanese', {
    method: 'REQUEST',
    subject: '招待: 打ち合わせ',
    from: ['山田 太郎', 'taro@customer.example'],
    lines: appointment('REQUEST', 'taro@customer.example', 'support@ours.example', [
      'LOCATION:会議室',
    ]),
  }),
  calendar(
    'calendar-published',
    {
      method: 'PUBLISH',
      subject: 'Our opening hours',
      lines: appointment('PUBLISH', 'ann@customer.example', 'support@ours.example'),
    },
    { kind: 'mail' },
  ),
  calendar(
    'calendar-forwarded',
    {
      method: 'REQUEST',
      subject: 'Fwd: Invitation: Review',
      lines: appointment('REQUEST', 'ann@customer.example', 'support@ours.example'),
    },
    { kind: 'mail' },
  ),
  golden(
    'calendar-alone',
    {
      subject: 'Invitation',
      type: ['Content-Type: text/calendar; method=REQUEST; charset=utf-8'],
      body: appointment('REQUEST', 'ann@customer.example', 'support@ours.example', [
        'LOCATION:Room 1',
        'DESCRIPTION:Bring it\\, please',
      ]),
    },
    {
      text: 'Review\n\nRoom 1\n\nBring it, please',
      kind: 'calendar',
      attachments: [
        attached({
          name: 'attachment-1.ics',
          type: 'text/calendar',
          content: appointment('REQUEST', 'ann@customer.example', 'support@ours.example', [
            'LOCATION:Room 1',
            'DESCRIPTION:Bring it\\, please',
          ]).join('\r\n'),
        }),
      ],
    },
  ),
];

import type { Sender } from '../../../shared/mail/reading/sender-of.ts';

/** A mail, and who its customer is. */
export type SenderSample = {
  readonly name: string;
  readonly lines: readonly string[];
  /** Null: who From says. */
  readonly sender: readonly [name: string, address: string] | null;
  readonly how: Sender['how'];
  readonly authentication: Sender['authentication'];
};

const UTF8 = 'Content-Type: text/plain; charset=utf-8';
const gmail = (dmarc: 'pass' | 'fail', domain: string): string =>
  `Authentication-Results: mx.google.com; dmarc=${dmarc} header.from=${domain}`;
const OURS_PASS = gmail('pass', 'example.com');
const TARO = 'taro@example.org';
const YAMADA = '=?UTF-8?B?5bGx55SwIOWkqumDjg==?=';

const GROUP_FROM = `From: 'Taro Yamada' via Support <support@example.com>`;
const GROUP_FIELDS = [
  'List-ID: <support.example.com>',
  'X-Google-Group-Id: 1',
  `X-Original-Sender: ${TARO}`,
  `X-Original-From: Taro Yamada <${TARO}>`,
];
const originally = (result: 'pass' | 'fail', domain = 'example.org'): string =>
  `X-Original-Authentication-Results: mx.google.com; dmarc=${result} header.from=${domain}`;

const text = (...lines: readonly string[]): readonly string[] => [UTF8, '', ...lines];
const CUSTOMER: SenderSample['sender'] = ['Taro Yamada', TARO];

export const GROUPS: readonly SenderSample[] = [
  {
    name: 'a group of ours',
    lines: [OURS_PASS, GROUP_FROM, ...GROUP_FIELDS, originally('pass'), ...text('Help.')],
    sender: CUSTOMER,
    how: 'group',
    authentication: 'pass',
  },
  {
    name: 'a group of ours, which a forged mail reached',
    lines: [OURS_PASS, GROUP_FROM, ...GROUP_FIELDS, originally('fail'), ...text('Help.')],
    sender: CUSTOMER,
    how: 'group',
    authentication: 'fail',
  },
  {
    name: 'a group of ours, with two findings about the sender, of which one came with the mail',
    lines: [
      OURS_PASS,
      GROUP_FROM,
      ...GROUP_FIELDS,
      originally('pass'),
      originally('pass'),
      ...text('Help.'),
    ],
    sender: CUSTOMER,
    how: 'group',
    authentication: 'none',
  },
  {
    name: 'a group of ours, with two findings about the sender, of which one is that it is forged',
    lines: [
      OURS_PASS,
      GROUP_FROM,
      ...GROUP_FIELDS,
      originally('pass'),
      originally('fail'),
      ...text('Help.'),
    ],
    sender: CUSTOMER,
    how: 'group',
    authentication: 'fail',
  },
  {
    name: 'a group of ours, without the sender’s name in a field',
    lines: [
      OURS_PASS,
      GROUP_FROM,
      'List-ID: <support.example.com>',
      `X-Original-Sender: ${TARO}`,
      ...text('Help.'),
    ],
    sender: CUSTOMER,
    how: 'group',
    authentication: 'none',
  },
  {
    name: 'a group of ours, Japanese name',
    lines: [
      OURS_PASS,
      'From: =?UTF-8?B?5bGx55Sw?= via Support <support@example.com>',
      'List-ID: <support.example.com>',
      `X-Original-From: ${YAMADA} <${TARO}>`,
      ...text('Help.'),
    ],
    sender: ['山田 太郎', TARO],
    how: 'group',
    authentication: 'none',
  },
  {
    name: 'another list of ours, which names the sender in Reply-To',
    lines: [
      OURS_PASS,
      'From: Taro Yamada via Support <support@example.com>',
      'List-ID: <support.example.com>',
      `Reply-To: Taro Yamada <${TARO}>`,
      ...text('Help.'),
    ],
    sender: CUSTOMER,
    how: 'group',
    authentication: 'none',
  },
  {
    name: 'a mail within Google, of which Gmail judged nothing',
    lines: [GROUP_FROM, ...GROUP_FIELDS, ...text('Help.')],
    sender: CUSTOMER,
    how: 'group',
    authentication: 'none',
  },
  {
    name: 'a public group of Google',
    lines: [
      gmail('pass', 'googlegroups.com'),
      `From: 'Taro Yamada' via Users <users@googlegroups.com>`,
      ...GROUP_FIELDS,
      ...text('Help.'),
    ],
    sender: CUSTOMER,
    how: 'group',
    authentication: 'none',
  },
  {
    name: 'a form of a website behind a group of ours',
    lines: [
      OURS_PASS,
      `From: 'Website' via Support <support@example.com>`,
      'List-ID: <support.example.com>',
      'X-Original-Sender: no-reply@forms.example.net',
      `Reply-To: Taro Yamada <${TARO}>`,
      ...text('Help.'),
    ],
    sender: CUSTOMER,
    how: 'reply_to',
    authentication: 'fail',
  },
];

const FORWARDED = 'From: Jiro <jiro@example.com>';
const forward = (
  name: string,
  subject: string,
  lines: readonly string[],
  sender: SenderSample['sender'] = CUSTOMER,
): SenderSample => ({
  name,
  lines: [OURS_PASS, FORWARDED, `Subject: ${subject}`, ...text(...lines)],
  sender,
  how: sender === null ? 'from' : 'forward',
  authentication: sender === null ? 'pass' : 'none',
});

const GMAIL_FORWARD = [
  '---------- Forwarded message ---------',
  `From: Taro Yamada <${TARO}>`,
  'Date: Sun, Nov 22, 2026 at 10:00 AM',
  'Subject: It is broken',
  'To: <jiro@example.com>',
  '',
  'It is broken.',
];

export const FORWARDS: readonly SenderSample[] = [
  forward('Gmail', 'Fwd: It is broken', GMAIL_FORWARD),
  forward('Gmail, below a note, with a subject of its own', 'Please help this customer', [
    'Please see below.',
    '',
    'Jiro',
    '',
    ...GMAIL_FORWARD,
  ]),
  forward('Outlook, English', 'FW: It is broken', [
    'FYI',
    '',
    `From: Taro Yamada <${TARO}<mailto:${TARO}>>`,
    'Sent: Sunday, November 22, 2026 10:00 AM',
    'To: Jiro <jiro@example.com>',
    'Subject: It is broken',
    '',
    'It is broken.',
  ]),
  forward(
    'Outlook, Japanese',
    '転送: 動きません',
    [
      '対応をお願いします。',
      '',
      `差出人: 山田 太郎 <${TARO}>`,
      '送信日時: 2026年11月22日 10:00',
      '宛先: 次郎',
      '件名: 動きません',
    ],
    ['山田 太郎', TARO],
  ),
  forward('Outlook, German', 'WG: Es geht nicht', [
    `Von: Taro Yamada [mailto:${TARO}]`,
    'Gesendet: Sonntag, 22. November 2026 10:00',
    'An: Jiro',
    'Betreff: Es geht nicht',
  ]),
  forward('Outlook, French', 'TR: La facture', [
    `De : Taro Yamada <${TARO}>`,
    'Envoyé : dimanche 22 novembre 2026 10:00',
    'À : Jiro',
    'Objet : La facture',
  ]),
  forward('Outlook, Spanish', 'RV: No funciona', [
    `De: Taro Yamada <${TARO}>`,
    'Enviado el: domingo, 22 de noviembre de 2026 10:00',
    'Para: Jiro',
    'Asunto: No funciona',
  ]),
  forward('Gmail, Chinese', '转发：无法使用', [
    '---------- 转发的邮件 ---------',
    `发件人：Taro Yamada <${TARO}>`,
    '日期：2026年11月22日周日 10:00',
    '主题：无法使用',
  ]),
  forward('Outlook, Korean', '전달: 작동하지 않습니다', [
    `보낸 사람: Taro Yamada <${TARO}>`,
    '보낸 날짜: 2026년 11월 22일',
    '받는 사람: Jiro',
    '제목: 작동하지 않습니다',
  ]),
  forward('Apple Mail, which quotes what it forwards', 'Fwd: It is broken', [
    'Begin forwarded message:',
    '',
    `> From: Taro Yamada <${TARO}>`,
    '> Subject: It is broken',
    '> Date: November 22, 2026 at 10:00:00 GMT+9',
    '> To: jiro@example.com',
  ]),
  forward('Apple Mail, Japanese', 'Fwd: 動きません', [
    '転送されたメッセージ:',
    '',
    `差出人: Taro Yamada <${TARO}>`,
    '件名: 動きません',
    '日付: 2026年11月22日 10:00',
  ]),
  forward('Thunderbird, German', 'Fwd: Es geht nicht', [
    '-------- Weitergeleitete Nachricht --------',
    'Betreff: \tEs geht nicht',
    'Datum: \tSun, 22 Nov 2026 10:00:00 +0900',
    `Von: \tTaro Yamada <${TARO}>`,
    'An: \tjiro@example.com',
  ]),
  forward('a forward of a colleague’s forward', 'Fwd: Fwd: It is broken', [
    '---------- Forwarded message ---------',
    'From: Saburo <saburo@example.com>',
    'Date: Mon, Nov 23, 2026',
    'Subject: Fwd: It is broken',
    '',
    ...GMAIL_FORWARD,
  ]),
  {
    name: 'a mail that is attached',
    lines: [
      OURS_PASS,
      FORWARDED,
      'Subject: Fwd: It is broken',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      UTF8,
      '',
      'See attached.',
      '--b',
      'Content-Type: message/rfc822',
      '',
      `From: ${YAMADA} <${TARO}>`,
      'Subject: It is broken',
      '',
      'It is broken.',
      '--b--',
    ],
    sender: ['山田 太郎', TARO],
    how: 'forward',
    authentication: 'none',
  },
  {
    name: 'a colleague who forwards to a group of ours, which found the colleague authentic',
    lines: [
      OURS_PASS,
      FORWARDED,
      'List-ID: <support.example.com>',
      originally('pass', 'example.com'),
      ...text(...GMAIL_FORWARD),
    ],
    sender: CUSTOMER,
    how: 'forward',
    authentication: 'none',
  },
];

const FORM_FROM = 'From: Website <no-reply@example.com>';
export const FORMS: readonly SenderSample[] = [
  {
    name: 'a form of ours',
    lines: [OURS_PASS, FORM_FROM, `Reply-To: Taro Yamada <${TARO}>`, ...text('Help.')],
    sender: CUSTOMER,
    how: 'reply_to',
    authentication: 'none',
  },
  {
    name: 'a form of ours, sent by the mailbox to itself',
    lines: [OURS_PASS, 'From: support@example.com', `Reply-To: ${TARO}`, ...text('Help.')],
    sender: ['', TARO],
    how: 'reply_to',
    authentication: 'none',
  },
  {
    name: 'a form of a service, for which nobody vouches',
    lines: [
      gmail('pass', 'forms.example.net'),
      'From: no_reply+7@forms.example.net',
      `Reply-To: ${TARO}`,
      ...text('Help.'),
    ],
    sender: ['', TARO],
    how: 'reply_to',
    authentication: 'fail',
  },
];

const STRANGER = 'From: Eve <eve@evil.test>';
const EVIL_PASS = gmail('pass', 'evil.test');

/** Each of these names somebody in whose name it must not be filed. */
export const FORGERIES: readonly SenderSample[] = [
  ...(
    [
      ['a stranger’s headers of a group', [EVIL_PASS, STRANGER, ...GROUP_FIELDS], 'pass'],
      [
        'a stranger’s group that passes for itself',
        [EVIL_PASS, `From: 'Taro' via Support <support@evil.test>`, ...GROUP_FIELDS],
        'pass',
      ],
      [
        'our group’s address, forged',
        [gmail('fail', 'example.com'), GROUP_FROM, ...GROUP_FIELDS],
        'fail',
      ],
      [
        'our group’s address, of which Gmail found nothing',
        ['Authentication-Results: mx.google.com; spf=none', GROUP_FROM, ...GROUP_FIELDS],
        'none',
      ],
      [
        'our group’s address, with a forged result below Gmail’s',
        [gmail('fail', 'example.com'), OURS_PASS, GROUP_FROM, ...GROUP_FIELDS],
        'fail',
      ],
      [
        'a domain that ends as ours',
        [
          gmail('pass', 'notexample.com'),
          `From: 'Taro' via Support <support@notexample.com>`,
          ...GROUP_FIELDS,
        ],
        'pass',
      ],
      [
        'a public group’s address of which Gmail judged nothing',
        [`From: 'Taro' via Users <users@googlegroups.com>`, ...GROUP_FIELDS],
        'none',
      ],
      [
        'a second original sender, which came with the mail',
        [OURS_PASS, GROUP_FROM, ...GROUP_FIELDS, 'X-Original-Sender: eve@evil.test'],
        'pass',
      ],
      [
        'an original From that contradicts the original sender',
        [
          OURS_PASS,
          GROUP_FROM,
          'List-ID: <support.example.com>',
          'X-Original-Sender: eve@evil.test',
          `X-Original-From: ${TARO}`,
        ],
        'pass',
      ],
      [
        'Reply-To of a stranger who is no program',
        [EVIL_PASS, STRANGER, `Reply-To: ${TARO}`],
        'pass',
      ],
      [
        'a group that names nobody but itself',
        [OURS_PASS, GROUP_FROM, 'List-ID: <support.example.com>', 'Reply-To: support@example.com'],
        'pass',
      ],
      [
        'a form that names another address that nobody reads',
        [OURS_PASS, FORM_FROM, 'Reply-To: no-reply@forms.example.net'],
        'pass',
      ],
      [
        'a form that names two people',
        [OURS_PASS, FORM_FROM, `Reply-To: ${TARO}, hanako@example.org`],
        'pass',
      ],
      [
        'Reply-To of a forged program of ours',
        [gmail('fail', 'example.com'), FORM_FROM, `Reply-To: ${TARO}`],
        'fail',
      ],
      [
        'Reply-To of a colleague, who may be on the way',
        [OURS_PASS, FORWARDED, `Reply-To: ${TARO}`],
        'pass',
      ],
    ] as const
  ).map(
    ([name, head, authentication]): SenderSample => ({
      name,
      lines: [...head, ...text('Help.')],
      sender: null,
      how: 'from',
      authentication,
    }),
  ),
  ...(
    [
      ['a stranger’s forward', [EVIL_PASS, STRANGER], 'pass'],
      ['a forward in a colleague’s forged name', [gmail('fail', 'example.com'), FORWARDED], 'fail'],
      [
        'a forward in a colleague’s name, of which Gmail found nothing',
        ['Authentication-Results: mx.google.com; spf=softfail', FORWARDED],
        'none',
      ],
      ...(['fail', 'none'] as const).map(
        (own) =>
          [
            `a forward in a colleague’s name with forged fields of a group, of which Gmail found ${own}`,
            [
              `Authentication-Results: mx.google.com; dmarc=${own} header.from=example.com`,
              FORWARDED,
              'List-ID: <support.example.com>',
              originally('pass', 'example.com'),
            ],
            own,
          ] as const,
      ),
      [
        'a forward in a colleague’s name to a group, which found it forged',
        [OURS_PASS, FORWARDED, 'List-ID: <support.example.com>', originally('fail', 'example.com')],
        'pass',
      ],
      [
        'a forward in a colleague’s name to a group, with a finding that came with the mail',
        [
          OURS_PASS,
          FORWARDED,
          'List-ID: <support.example.com>',
          originally('pass', 'example.com'),
          originally('pass', 'example.com'),
        ],
        'pass',
      ],
    ] as const
  ).map(
    ([name, head, authentication]): SenderSample => ({
      name,
      lines: [...head, 'Subject: Fwd: It is broken', ...text(...GMAIL_FORWARD)],
      sender: null,
      how: 'from',
      authentication,
    }),
  ),
  {
    name: 'a stranger’s forward through a group of ours: the stranger is the customer',
    lines: [
      OURS_PASS,
      `From: 'Eve' via Support <support@example.com>`,
      'List-ID: <support.example.com>',
      'X-Original-Sender: eve@evil.test',
      originally('pass', 'evil.test'),
      'Subject: Fwd: It is broken',
      ...text(...GMAIL_FORWARD),
    ],
    sender: ['Eve', 'eve@evil.test'],
    how: 'group',
    authentication: 'pass',
  },
  forward(
    'a forward within what a colleague quotes',
    'Re: It is broken',
    ['I agree.', '', ...GMAIL_FORWARD.map((line) => `> ${line}`)],
    null,
  ),
  forward(
    'a forward within a mail that a colleague answers in Outlook',
    'RE: It is broken',
    [
      'I agree.',
      'From: Saburo <saburo@example.com>',
      'Sent: Sunday, November 22, 2026',
      'To: Jiro',
      'Subject: It is broken',
      '',
      ...GMAIL_FORWARD,
    ],
    null,
  ),
  forward(
    'a forward of our own mail',
    'Fwd: News',
    GMAIL_FORWARD.map((line) => line.replace(TARO, 'saburo@example.com')),
    null,
  ),
  forward(
    'a forward that names nobody by address',
    'FW: News',
    ['From: Taro Yamada', 'Sent: Sunday, November 22, 2026', 'To: Jiro', 'Subject: News'],
    null,
  ),
  forward('an ordinary mail of a colleague', 'News', ['From: Tokyo', 'To: Osaka'], null),
  forward(
    'a name that is written to look like an address, in a mail that a colleague forwards',
    'Fwd: It is broken',
    GMAIL_FORWARD.map((line) =>
      line.replace('Taro Yamada <', '<').replace('>', '> <eve@evil.test>'),
    ),
    ['', 'eve@evil.test'],
  ),
  {
    name: 'a mail that a colleague writes about and attaches',
    lines: [
      OURS_PASS,
      FORWARDED,
      'Subject: News',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      UTF8,
      '',
      'As Taro wrote, we need help.',
      '--b',
      'Content-Type: message/rfc822',
      '',
      `From: ${TARO}`,
      '',
      'It is broken.',
      '--b--',
    ],
    sender: null,
    how: 'from',
    authentication: 'pass',
  },
  {
    name: 'two mails that a colleague attaches as evidence',
    lines: [
      OURS_PASS,
      FORWARDED,
      'Subject: Fwd: two mails',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      ...[TARO, 'hanako@example.org'].flatMap((from) => [
        '--b',
        'Content-Type: message/rfc822',
        '',
        `From: ${from}`,
        '',
        'It is broken.',
      ]),
      '--b--',
    ],
    sender: null,
    how: 'from',
    authentication: 'pass',
  },
];

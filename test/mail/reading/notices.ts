import type { Bounce } from '../../../shared/mail/reading/bounce-of.ts';
import type { MailKind } from '../../../shared/mail/reading/kind-of.ts';

/** A mail of a program or of a person, what it is, and of a bounce what it says. */
export type Notice = {
  readonly name: string;
  readonly lines: readonly string[];
  readonly kind: MailKind;
  readonly bounce?: Bounce;
};

const OURS = 'support@example.com';
const TARO = 'taro@example.org';
const ORIGINAL = 'sent-1@mail.example.com';

const bounce = (said: Partial<Bounce> = {}): Bounce => ({
  recipients: [TARO],
  status: '5.1.1',
  permanent: true,
  originalMessageId: ORIGINAL,
  ...said,
});

const UTF8 = 'Content-Type: text/plain; charset=utf-8';

const COPY = [
  'Received: from mail.example.com by mx.example.org; Sun, 22 Nov 2026 10:00:00 +0900',
  `From: ${OURS}`,
  `To: ${TARO}`,
  'Subject: Re: It is broken',
  `Message-ID: <${ORIGINAL}>`,
];

/** A report as RFC 3464 describes it. */
const report = (
  head: readonly string[],
  about: {
    readonly text: readonly string[];
    readonly recipients: readonly (readonly string[])[];
    /** The type of the part with the original. */
    readonly original?: 'message/rfc822' | 'text/rfc822-headers' | null;
    readonly type?: string;
  },
): readonly string[] => [
  'Return-Path: <>',
  ...head,
  `To: ${OURS}`,
  'Auto-Submitted: auto-replied',
  'MIME-Version: 1.0',
  `Content-Type: ${about.type ?? 'multipart/report; report-type=delivery-status'}; boundary="b"`,
  '',
  '--b',
  UTF8,
  '',
  ...about.text,
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.example.org',
  ...about.recipients.flatMap((fields) => ['', ...fields]),
  '',
  ...(about.original === null
    ? []
    : ['--b', `Content-Type: ${about.original ?? 'message/rfc822'}`, '', ...COPY, '', 'The text.']),
  '--b--',
];

/** A mail of one text. */
const plain = (head: readonly string[], ...text: readonly string[]): readonly string[] => [
  ...head,
  `To: ${OURS}`,
  UTF8,
  '',
  ...text,
];

const FAILED = [`Final-Recipient: rfc822; ${TARO}`, 'Action: failed', 'Status: 5.1.1'];
const POSTFIX = [
  'From: MAILER-DAEMON@mx.example.org (Mail Delivery System)',
  'Subject: Undelivered Mail Returned to Sender',
];
const NULL_PATH = 'Return-Path: <>';

const REPORTS: readonly Notice[] = [
  {
    name: 'Postfix: nobody has the address',
    lines: report(POSTFIX, {
      text: [
        'I am sorry to have to inform you that your message could not be delivered.',
        `<${TARO}>: host mx.example.org said: 550 5.1.1 User unknown`,
      ],
      recipients: [[...FAILED, 'Diagnostic-Code: smtp; 550 5.1.1 User unknown']],
    }),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'Postfix: a report with the headers of the original alone',
    lines: report(POSTFIX, {
      text: ['Sorry.'],
      recipients: [FAILED],
      original: 'text/rfc822-headers',
    }),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'Gmail: the address was not found',
    lines: report(
      [
        'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
        'Subject: Delivery Status Notification (Failure)',
        `In-Reply-To: <${ORIGINAL}>`,
        'X-Failed-Recipients: taro@example.org',
      ],
      { text: ['** Address not found **'], recipients: [FAILED], original: null },
    ),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'Gmail, Japanese: the address was not found',
    lines: report(
      [
        'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
        'Subject: =?UTF-8?B?6YWN5L+h54q25rOB44Gr6Zai44GZ44KL6YCa55+lKOWkseaVlyk=?=',
      ],
      {
        text: [
          '** アドレス不明 **',
          `${TARO} が見つからなかったため、メールは配信されませんでした。`,
        ],
        recipients: [FAILED],
      },
    ),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'Exchange: a full mailbox may have room later',
    lines: report(['From: postmaster@example.org', 'Subject: Undeliverable: Re: It is broken'], {
      text: ['Delivery has failed to these recipients or groups:', TARO],
      recipients: [[`Final-Recipient: rfc822;${TARO}`, 'Action: failed', 'Status: 4.2.2']],
    }),
    kind: 'bounce',
    bounce: bounce({ status: '4.2.2', permanent: false }),
  },
  {
    name: 'Exchange, German',
    lines: report(['From: postmaster@example.org', 'Subject: Unzustellbar: Es geht nicht'], {
      text: ['Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:', TARO],
      recipients: [[`Final-Recipient: rfc822;${TARO}`, 'Action: failed', 'Status: 5.1.10']],
    }),
    kind: 'bounce',
    bounce: bounce({ status: '5.1.10' }),
  },
  {
    name: 'two recipients, of which one failed',
    lines: report(POSTFIX, {
      text: ['Sorry.'],
      recipients: [
        ['Final-Recipient: rfc822; hanako@example.org', 'Action: delivered', 'Status: 2.0.0'],
        FAILED,
      ],
    }),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'a mail that was forwarded: to whom we sent it, not where it ended',
    lines: report(POSTFIX, {
      text: ['Sorry.'],
      recipients: [
        [
          `Original-Recipient: rfc822;${TARO}`,
          'Final-Recipient: rfc822;t.yamada@internal.example.org',
          'Action: failed',
          'Status: 5.0.0',
        ],
      ],
    }),
    kind: 'bounce',
    bounce: bounce({ status: '5.0.0' }),
  },
  {
    name: 'two recipients that failed: the worse status, and nobody twice',
    lines: report(POSTFIX, {
      text: ['Sorry.'],
      recipients: [
        ['Final-Recipient: rfc822; hanako@example.org', 'Action: failed', 'Status: 4.2.2'],
        FAILED,
        FAILED,
      ],
    }),
    kind: 'bounce',
    bounce: bounce({ recipients: ['hanako@example.org', TARO] }),
  },
  {
    name: 'a report without status: that of the server’s answer',
    lines: report(POSTFIX, {
      text: ['Sorry.'],
      recipients: [
        [
          `Final-Recipient: rfc822; ${TARO}`,
          'Action: failed',
          'Diagnostic-Code: smtp; 452 4.2.2 Mailbox of 192.0.2.4 is full',
        ],
      ],
    }),
    kind: 'bounce',
    bounce: bounce({ status: '4.2.2', permanent: false }),
  },
  {
    name: 'a report that names nobody',
    lines: report(POSTFIX, { text: [`Could not deliver to ${TARO}.`], recipients: [] }),
    kind: 'bounce',
    bounce: bounce({ status: null }),
  },
  {
    name: 'a report whose type is not named',
    lines: report(POSTFIX, {
      text: ['Sorry.'],
      recipients: [FAILED],
      type: 'multipart/report',
    }),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'Postfix: a mail is late',
    lines: report(
      ['From: MAILER-DAEMON@mx.example.org', 'Subject: Delayed Mail (still being retried)'],
      {
        text: ['Your message could not be delivered for more than 4 hours.'],
        recipients: [[`Final-Recipient: rfc822; ${TARO}`, 'Action: delayed', 'Status: 4.4.1']],
      },
    ),
    kind: 'delivery_status',
  },
  ...['delivered', 'relayed', 'expanded'].map(
    (action): Notice => ({
      name: `a mail was ${action}`,
      lines: report(['From: postmaster@example.org', 'Subject: Delivery report'], {
        text: ['Your message was handed on.'],
        recipients: [[`Final-Recipient: rfc822; ${TARO}`, `Action: ${action}`, 'Status: 2.0.0']],
      }),
      kind: 'delivery_status',
    }),
  ),
  {
    name: 'a mail was opened',
    lines: [
      `From: ${TARO}`,
      `To: ${OURS}`,
      'Subject: Read: Re: It is broken',
      'Content-Type: multipart/report; report-type=disposition-notification; boundary=b',
      '',
      '--b',
      UTF8,
      '',
      'Your message was read.',
      '--b',
      'Content-Type: message/disposition-notification',
      '',
      `Final-Recipient: rfc822;${TARO}`,
      `Original-Message-ID: <${ORIGINAL}>`,
      'Disposition: manual-action/MDN-sent-manually; displayed',
      '--b--',
    ],
    kind: 'delivery_status',
  },
];

const IN_WORDS: readonly Notice[] = [
  {
    name: 'Exim',
    lines: plain(
      [
        NULL_PATH,
        'From: Mail Delivery System <Mailer-Daemon@mx.example.org>',
        'Subject: Mail delivery failed: returning message to sender',
        `X-Failed-Recipients: ${TARO}`,
      ],
      'A message that you sent could not be delivered to one or more of its recipients.',
      `  ${TARO}`,
      '    host mx.example.org [192.0.2.5]: 550 5.1.1 unknown user',
      '------ This is a copy of the message, including all the headers. ------',
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'Exim: a mail is late',
    lines: plain(
      [
        NULL_PATH,
        'From: Mail Delivery System <Mailer-Daemon@mx.example.org>',
        'Subject: Warning: message 1abc delayed 24 hours',
      ],
      'A message that you sent has not yet been delivered. No action is required on your part.',
    ),
    kind: 'delivery_status',
  },
  {
    name: 'qmail',
    lines: plain(
      [NULL_PATH, 'From: MAILER-DAEMON@mx.example.org', 'Subject: failure notice'],
      'Hi. This is the qmail-send program at mx.example.org.',
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "This is a permanent error; I've given up. Sorry it didn't work out.",
      '',
      `<${TARO}>:`,
      'Sorry, no mailbox here by that name. (#5.1.1)',
      '',
      '--- Below this line is a copy of the message.',
      '',
      `Return-Path: <${OURS}>`,
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'Postfix of old, without a report',
    lines: plain(
      [NULL_PATH, ...POSTFIX],
      'This is the mail system at host mx.example.org.',
      'your message could not be delivered to one or more recipients.',
      `<${TARO}>: host 10.5.1.2 said: 550 unknown user: "taro"`,
      '--Original message follows--',
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce({ status: null }),
  },
  {
    name: 'sendmail',
    lines: plain(
      [
        NULL_PATH,
        'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>',
        'Subject: Returned mail: see transcript for details',
      ],
      '   ----- The following addresses had permanent fatal errors -----',
      `<${TARO}>`,
      '   ----- Transcript of session follows -----',
      '550 5.1.1 User unknown',
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'Exchange in words alone, English',
    lines: plain(
      [NULL_PATH, 'From: Microsoft Outlook <postmaster@example.org>', 'Subject: Undeliverable: Hi'],
      `Your message to ${TARO} couldn't be delivered.`,
      'Remote server returned 550 5.1.10 RESOLVER.ADR.RecipientNotFound',
      'Original message headers:',
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce({ status: '5.1.10' }),
  },
  {
    name: 'Exchange in words alone, German',
    lines: plain(
      [NULL_PATH, 'From: postmaster@example.org', 'Subject: Unzustellbar: Hallo'],
      `Ihre Nachricht an ${TARO} konnte nicht zugestellt werden. 550 5.1.1`,
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'Exchange in words alone, French',
    lines: plain(
      [NULL_PATH, 'From: postmaster@example.org', 'Subject: Non remis : Bonjour'],
      'Échec de la remise aux destinataires ou groupes suivants :',
      `${TARO} 550 5.1.1`,
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'Exchange in words alone, Japanese',
    lines: plain(
      [NULL_PATH, 'From: postmaster@example.org', 'Subject: 配信不能: お問い合わせ'],
      '次の受信者またはグループへの配信に失敗しました。',
      `${TARO} 550 5.1.1`,
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce(),
  },
  {
    name: 'Yahoo',
    lines: plain(
      [NULL_PATH, 'From: MAILER-DAEMON@yahoo.example', 'Subject: Failure Notice'],
      'Sorry, we were unable to deliver your message to the following address.',
      `<${TARO}>:`,
      '554: delivery error: This user does not exist.',
      '--- Below this line is a copy of the message.',
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce({ status: null }),
  },
  {
    name: 'au, English',
    lines: plain(
      [NULL_PATH, 'From: Postmaster@ezweb.ne.jp', 'Subject: Mail System Error - Returned Mail'],
      'Each of the following recipients was rejected by a remote mail server.',
      '   Recipient: <taro@ezweb.ne.jp>',
      '   >>> RCPT TO:<taro@ezweb.ne.jp>',
      '   <<< 550 <taro@ezweb.ne.jp>: User unknown',
      '--------------------------------------------------',
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce({ recipients: ['taro@ezweb.ne.jp'], status: null }),
  },
  {
    name: 'docomo, Japanese, without a report',
    lines: plain(
      [NULL_PATH, 'From: MAILER-DAEMON@docomo.ne.jp', 'Subject: メールを送信できませんでした'],
      '次のあて先へのメッセージはエラーのため送信できませんでした。',
      '送信先メールアドレスが見つかりませんでした。',
      '宛先：taro@docomo.ne.jp',
      '',
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce({ recipients: ['taro@docomo.ne.jp'], status: null }),
  },
  {
    name: 'SoftBank, Japanese, a full mailbox, without the original',
    lines: plain(
      [
        NULL_PATH,
        'From: postmaster@softbank.ne.jp',
        'Subject: 配信エラーのお知らせ',
        `References: <${ORIGINAL}>`,
      ],
      '以下のアドレスへメールをお届けできませんでした。',
      'taro@softbank.ne.jp',
      '452 メールボックスがいっぱいです。',
    ),
    kind: 'bounce',
    bounce: bounce({ recipients: ['taro@softbank.ne.jp'], status: null, permanent: false }),
  },
  {
    name: 'a provider, Japanese, from no mail system by name',
    lines: plain(
      [NULL_PATH, 'From: no-reply@dion.ne.jp', 'Subject: 宛先不明のお知らせ'],
      'taro@dion.ne.jp は存在しません。',
    ),
    kind: 'bounce',
    bounce: bounce({ recipients: ['taro@dion.ne.jp'], status: null, originalMessageId: null }),
  },
  {
    name: 'a text that names us and its postmaster, too',
    lines: plain(
      [NULL_PATH, ...POSTFIX],
      `A mail of ${OURS} could not be delivered. Ask postmaster@example.org for help.`,
      TARO,
      ...COPY,
    ),
    kind: 'bounce',
    bounce: bounce({ status: null }),
  },
  {
    name: 'a text that names nobody but in the copy of the mail',
    lines: plain([NULL_PATH, ...POSTFIX], 'Your mail could not be delivered.', ...COPY),
    kind: 'bounce',
    bounce: bounce({ status: null }),
  },
  {
    name: 'a subject that says nothing, of a mail that is late',
    lines: plain(
      [NULL_PATH, 'From: MAILER-DAEMON@mx.example.org', 'Subject: Hello'],
      `Your message to ${TARO} has not yet been delivered.`,
    ),
    kind: 'delivery_status',
  },
  {
    name: 'a subject that says nothing, from MAILER-DAEMON',
    lines: plain(
      [NULL_PATH, 'From: MAILER-DAEMON@mx.example.org', 'Subject: Hello'],
      `Your message to ${TARO} could not be delivered.`,
      `Message-ID: <${ORIGINAL}>`,
    ),
    kind: 'bounce',
    bounce: bounce({ status: null }),
  },
];

const AUTOMATIC: readonly Notice[] = [
  ...[
    ['a vacation by RFC 3834', 'Auto-Submitted: auto-replied'],
    [
      'a vacation by RFC 3834, with a parameter',
      'Auto-Submitted: auto-replied (vacation); owner=x',
    ],
    ['X-Autoreply', 'X-Autoreply: yes'],
    ['X-Autorespond', 'X-Autorespond: vacation'],
    ['X-Mail-Autoreply', 'X-Mail-Autoreply: vacation'],
    ['Precedence: auto_reply', 'Precedence: auto_reply'],
    ['an autoresponder by its class', 'X-POST-MessageClass: 9; Autoresponder'],
    ['an autoresponder by its way', 'Delivered-To: Autoresponder'],
    ['Salesforce’s automatic answer', 'X-SFDC-AutoResponse: 00D000000000001'],
  ].map(
    ([name = '', field = '']): Notice => ({
      name,
      lines: plain([`From: ${TARO}`, 'Subject: Re: It is broken', field], 'I am away.'),
      kind: 'auto_reply',
    }),
  ),
  ...[
    ['English', 'Automatic reply: It is broken'],
    ['English, absence', 'Out of Office: Re: It is broken'],
    ['Japanese', '自動返信: 動きません'],
    ['Japanese, in brackets', '【自動返信】動きません'],
    ['Japanese, absence', '不在通知'],
    ['German', 'Automatische Antwort: Es geht nicht'],
    ['German, absence', 'Abwesenheitsnotiz: Es geht nicht'],
    ['French', 'Réponse automatique : La facture'],
    ['Spanish', 'Respuesta automática: No funciona'],
    ['Portuguese', 'Resposta automática: Não funciona'],
    ['Chinese', '自动回复: 无法使用'],
    ['traditional Chinese', '自動回覆: 無法使用'],
    ['Korean', '자동 회신: 작동하지 않습니다'],
    ['Japanese, as a sentence', '自動返信です'],
    ['Japanese, the mail named', '自動返信メールです:お問い合わせ'],
    ['Japanese, how it is sent', '【自動応答でお送りしています】'],
    ['Japanese, with an excuse', '自動返信にて失礼します'],
  ].map(
    ([name = '', subject = '']): Notice => ({
      name: `an absence without a sender to return to, ${name}`,
      lines: plain([NULL_PATH, `From: ${TARO}`, `Subject: ${subject}`], 'I am away.'),
      kind: 'auto_reply',
    }),
  ),
  {
    name: 'Exchange’s absence, which calls itself generated',
    lines: plain(
      [
        `Return-Path: <${TARO}>`,
        `From: ${TARO}`,
        'Subject: Automatic reply: It is broken',
        'Auto-Submitted: auto-generated',
        'X-Auto-Response-Suppress: All',
      ],
      'I am away.',
    ),
    kind: 'auto_reply',
  },
  {
    name: 'an old vacation program',
    lines: plain([`From: ${TARO}`, 'Subject: away from my mail', 'Precedence: bulk'], 'Back soon.'),
    kind: 'auto_reply',
  },
];

const invitation = (method: string, from: string): readonly string[] => [
  `From: ${from}`,
  `To: ${OURS}`,
  'Subject: Invitation: Meeting',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  UTF8,
  '',
  'See you.',
  '--b',
  `Content-Type: text/calendar; method=${method}; charset=utf-8`,
  '',
  'BEGIN:VCALENDAR',
  `METHOD:${method}`,
  'BEGIN:VEVENT',
  'ORGANIZER;CN=Taro:mailto:taro@exam',
  ' ple.org',
  `ATTENDEE:mailto:${OURS}`,
  'END:VEVENT',
  'END:VCALENDAR',
  '--b--',
];

const APPOINTMENTS: readonly Notice[] = [
  ...['REQUEST', 'CANCEL'].map(
    (method): Notice => ({
      name: `an appointment: ${method}`,
      lines: invitation(method, TARO),
      kind: 'calendar',
    }),
  ),
  {
    name: 'an answer to an appointment of ours, accepted automatically',
    lines: [
      'From: taro@example.org',
      'Auto-Submitted: auto-replied',
      'Content-Type: text/calendar; method=REPLY',
      '',
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:taro@example.org',
      'END:VEVENT',
      'END:VCALENDAR',
    ],
    kind: 'calendar',
  },
  {
    name: 'an invitation by a calendar in somebody’s name',
    lines: invitation('REQUEST', 'Calendar <no-reply@calendar.example.net>'),
    kind: 'calendar',
  },
  {
    name: 'an invitation that an assistant of the one who invites sends',
    lines: invitation('REQUEST', 'hanako@example.org'),
    kind: 'calendar',
  },
  {
    name: 'a published appointment is a file',
    lines: invitation('PUBLISH', TARO),
    kind: 'mail',
  },
  {
    name: 'a customer’s question about somebody else’s invitation',
    lines: invitation('REQUEST', 'hanako@example.net'),
    kind: 'mail',
  },
  {
    name: 'an invitation that its sender forwards by hand, with a subject of its own',
    lines: invitation('REQUEST', TARO).map((line) =>
      line.replace('See you.', '---------- Forwarded message ---------'),
    ),
    kind: 'mail',
  },
  {
    name: 'an invitation that its sender forwards by hand',
    lines: invitation('REQUEST', TARO).map((line) =>
      line.replace('Subject: Invitation', 'Subject: Fwd: Invitation'),
    ),
    kind: 'mail',
  },
];

/** None of these must be left out as automatic. */
const MAILS: readonly Notice[] = [
  ...[
    ['an alert of a monitor', 'Auto-Submitted: auto-generated'],
    ['a person’s mail that says it is not automatic', 'Auto-Submitted: no'],
    [
      'a person’s mail through Exchange, which asks not to be answered',
      'X-Auto-Response-Suppress: All',
    ],
    ['a newsletter', 'Precedence: bulk'],
    ['a mail of a list', 'Precedence: list'],
    ['a mail that denies to be an answer', 'X-Autoreply: no'],
    ['a receipt without a sender to return to', NULL_PATH],
  ].map(
    ([name = '', field = '']): Notice => ({
      name,
      lines: plain([field, 'From: shop@example.net', 'Subject: Order 1 was sent'], 'Thank you.'),
      kind: 'mail',
    }),
  ),
  {
    name: 'a newsletter with a subject as of an absence',
    lines: plain(
      [
        'From: news@example.net',
        'Subject: Out of office? Save now',
        'Precedence: bulk',
        'List-Unsubscribe: <https://example.net/leave>',
      ],
      'Buy.',
    ),
    kind: 'mail',
  },
  {
    name: 'an application for leave, which a program sent',
    lines: plain(
      ['From: hr@example.net', 'Subject: Urlaub: Antrag', 'Auto-Submitted: auto-generated'],
      'Please approve.',
    ),
    kind: 'mail',
  },
  {
    name: 'a person who writes about an absence',
    lines: plain(
      [
        `Return-Path: <${TARO}>`,
        `From: ${TARO}`,
        'Subject: Out of office next week: who helps us?',
        'X-Auto-Response-Suppress: OOF',
      ],
      'Please tell us.',
    ),
    kind: 'mail',
  },
  {
    name: 'a person who answers an automatic answer',
    lines: plain(
      [`Return-Path: <${TARO}>`, `From: ${TARO}`, 'Subject: Re: Automatic reply: It is broken'],
      'Hello?',
    ),
    kind: 'mail',
  },
  {
    name: 'a person who quotes a bounce',
    lines: plain(
      [
        `Return-Path: <${TARO}>`,
        `From: ${TARO}`,
        'Subject: Undelivered Mail Returned to Sender: why?',
      ],
      'I got this from you:',
      '> Your message could not be delivered. 550 5.1.1 User unknown',
      '> Final-Recipient: rfc822; hanako@example.org',
      '> Action: failed',
    ),
    kind: 'mail',
  },
  {
    name: 'a person who attaches a bounce',
    lines: [
      `Return-Path: <${TARO}>`,
      `From: ${TARO}`,
      'Subject: Mail delivery failed',
      'Content-Type: multipart/mixed; boundary=m',
      '',
      '--m',
      UTF8,
      '',
      'What is this?',
      '--m',
      'Content-Type: message/rfc822',
      '',
      ...report(POSTFIX, { text: ['Sorry.'], recipients: [FAILED] }),
      '--m--',
    ],
    kind: 'mail',
  },
  {
    name: 'a postmaster who is a person',
    lines: plain(
      [
        'Return-Path: <postmaster@example.org>',
        'From: postmaster@example.org',
        'Subject: Delivery failed for your newsletter',
      ],
      'Our users say that your mail could not be delivered.',
    ),
    kind: 'mail',
  },
  {
    name: 'a postmaster of whom nothing is known',
    lines: plain(
      ['From: postmaster@example.org', 'Subject: Our domain'],
      'Mail to our users could not be delivered.',
    ),
    kind: 'mail',
  },
  {
    name: 'a complaint report that a mail system sends, and that quotes a bounce',
    lines: [
      NULL_PATH,
      'From: MAILER-DAEMON@example.net',
      'Subject: complaint',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b',
      UTF8,
      '',
      'Somebody complains: could not be delivered.',
      '--b--',
    ],
    kind: 'mail',
  },
  {
    name: 'a parcel that could not be delivered',
    lines: plain(
      [NULL_PATH, 'From: parcels@example.net', 'Subject: Delivery failed'],
      'Your parcel could not be delivered.',
    ),
    kind: 'mail',
  },
  {
    name: 'a parcel that was delivered',
    lines: plain(
      [NULL_PATH, 'From: parcels@example.net', 'Subject: Delivered: your parcel'],
      'It is at your door.',
    ),
    kind: 'mail',
  },
  {
    name: 'a complaint report of a provider, which a person must read',
    lines: [
      'From: staff@example.net',
      'Subject: complaint',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b',
      UTF8,
      '',
      'This is an abuse report.',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      'Feedback-Type: abuse',
      '--b--',
    ],
    kind: 'mail',
  },
];

export const NOTICES: readonly Notice[] = [
  ...REPORTS,
  ...IN_WORDS,
  ...AUTOMATIC,
  ...APPOINTMENTS,
  ...MAILS,
];

import { codePage, packedFile, tnef } from '../../message/corpus/tnef-writer.ts';
import {
  ALTERNATIVE,
  ANSWER,
  ANSWERING,
  ANSWERS,
  attached,
  bytesOf,
  type GoldenMail,
  golden,
  HTML,
  JOINS,
  MIXED,
  OURS,
  PLAIN,
  parts,
  type Said,
  skipped,
} from '../golden-mail.ts';

const person = (name: string, address: string) => ({ name, address });
const quoted = (name: string, announced: readonly string[]): GoldenMail =>
  golden(
    name,
    {
      subject: 'Re: Help',
      add: ANSWERING,
      body: ['It works.', '', ...announced, '', '> Try again.', '> Support'],
    },
    { ...ANSWER, reply: 'It works.' },
  );

/** Answers as Gmail and others announce what they quote in further languages, and where people write otherwise. */
export const QUOTES: readonly GoldenMail[] = [
  quoted('quote-danish', [
    'Den fre. 27. nov. 2026 kl. 10.00 skrev Support <support@ours.example>:',
  ]),
  quoted('quote-polish', ['pt., 27 lis 2026 o 10:00 Support <support@ours.example> napisał(a):']),
  quoted('quote-turkish', [
    'Support <support@ours.example>, 27 Kas 2026 Cum, 10:00 tarihinde şunu yazdı:',
  ]),
  quoted('quote-czech', [
    'pá 27. 11. 2026 v 10:00 odesílatel Support <support@ours.example> napsal:',
  ]),
  quoted('quote-vietnamese', [
    'Vào Th 6, 27 thg 11, 2026 vào lúc 10:00 Support <support@ours.example> đã viết:',
  ]),
  quoted('quote-thai', ['ในวันที่ ศ. 27 พ.ย. 2026 เวลา 10:00 Support <support@ours.example> เขียนว่า:']),
  quoted('quote-indonesian', [
    'Pada Jum, 27 Nov 2026 pukul 10.00 Support <support@ours.example> menulis:',
  ]),
  quoted('quote-finnish', [
    'pe 27. marrask. 2026 klo 10.00 Support <support@ours.example> kirjoitti:',
  ]),
  quoted('quote-wrapped', [
    'On Fri, Nov 27, 2026 at 10:00 AM Support Team of Our Company',
    '<support@ours.example> wrote:',
  ]),
  quoted('quote-becky', [
    'On Fri, 27 Nov 2026 10:00:00 +0900',
    'Support <support@ours.example> wrote:',
  ]),
  quoted('quote-outlook-mac', ['On 27/11/2026, 10:00, "Support" <support@ours.example> wrote:']),
  quoted('quote-japanese-by-name', ['Support さんは書きました (2026/11/27 10:00):']),
  golden(
    'quote-below-a-signature',
    {
      subject: 'Re: Help',
      add: ANSWERING,
      body: [
        'Done.',
        '',
        '-- ',
        'Ann Lee',
        'Customer Ltd',
        '',
        'On Fri, Nov 27, 2026 at 10:00 AM Support <support@ours.example> wrote:',
        '> Try again.',
      ],
    },
    { ...ANSWER, reply: 'Done.' },
  ),
  golden(
    'quote-original-mail-japanese',
    {
      subject: 'Re: ご回答',
      add: ANSWERING,
      body: [
        '確認しました。',
        '',
        '----- Original Message -----',
        'From: Support <support@ours.example>',
        'To: taro@customer.example',
        'Date: 2026/11/27, Fri 10:00',
        'Subject: ご回答',
        '',
        '設定をご確認ください。',
      ],
    },
    { ...ANSWER, reply: '確認しました。' },
  ),
  golden(
    'quote-below-alone',
    { subject: 'Re: Help', add: ANSWERING, body: ['> Does it work?', '', 'Yes.'] },
    { ...ANSWER, reply: 'Yes.' },
  ),
  golden(
    'quote-alone',
    { subject: 'Re: Help', add: ANSWERING, body: ['> Try again.'] },
    { ...ANSWER, reply: '> Try again.' },
  ),
];

const CALENDAR = [
  'BEGIN:VCALENDAR',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'SUMMARY:Review',
  'ORGANIZER:mailto:ann@customer.example',
  'ATTENDEE:mailto:support@ours.example',
  'END:VEVENT',
  'END:VCALENDAR',
];
const WINMAIL = tnef(
  codePage(932),
  ...packedFile({
    short: Buffer.from('A.TXT'),
    long: '見積書.txt',
    content: Buffer.from('packed'),
  }),
);
const INNER = bytesOf([
  'From: a@b.example',
  'Subject: =?utf-8?B?5Lu25ZCN?=',
  '',
  'inner',
]).toString();

/** Structures as programs really write them. */
export const STRUCTURES: readonly GoldenMail[] = [
  golden(
    'gmail-invitation',
    {
      subject: 'Invitation: Review',
      type: MIXED,
      body: parts(
        'mix',
        [
          'Content-Type: multipart/alternative; boundary=alt',
          '',
          ...parts(
            'alt',
            [PLAIN, '', 'Review'],
            [HTML, '', '<p>Review</p>'],
            ['Content-Type: text/calendar; charset=UTF-8; method=REQUEST', '', ...CALENDAR],
          ),
        ],
        [
          'Content-Type: application/ics; name="invite.ics"',
          'Content-Disposition: attachment; filename="invite.ics"',
          '',
          ...CALENDAR,
        ],
      ),
    },
    {
      text: 'Review',
      html: '<p>Review</p>',
      kind: 'calendar',
      attachments: [
        attached({
          name: 'attachment-1.ics',
          type: 'text/calendar',
          content: CALENDAR.join('\r\n'),
        }),
        attached({ name: 'invite.ics', type: 'application/ics', content: CALENDAR.join('\r\n') }),
      ],
    },
  ),
  golden(
    'outlook-winmail',
    {
      subject: 'Offer',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'See the offer.'],
        [
          'Content-Type: application/ms-tnef; name="winmail.dat"',
          'Content-Disposition: attachment; filename="winmail.dat"',
          'Content-Transfer-Encoding: base64',
          '',
          WINMAIL.toString('base64'),
        ],
      ),
    },
    {
      text: 'See the offer.',
      attachments: [
        attached({ name: '見積書.txt', type: 'application/octet-stream', content: 'packed' }),
      ],
    },
  ),
  golden(
    'attached-text-file',
    {
      subject: 'Log',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'See the log.'],
        [
          'Content-Type: text/plain; charset=utf-8; name=app.log',
          'Content-Disposition: attachment; filename=app.log',
          '',
          'line 1',
          'line 2',
        ],
      ),
    },
    {
      text: 'See the log.',
      attachments: [attached({ name: 'app.log', type: 'text/plain', content: 'line 1\r\nline 2' })],
    },
  ),
  golden(
    'attached-html-file',
    {
      subject: 'Page',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'See the page.'],
        [
          'Content-Type: text/html; name=a.html',
          'Content-Disposition: attachment; filename=a.html',
          '',
          '<p>a</p>',
        ],
      ),
    },
    {
      text: 'See the page.',
      attachments: [attached({ name: 'a.html', type: 'text/html', content: '<p>a</p>' })],
    },
  ),
  golden(
    'attached-mail-japanese',
    {
      subject: 'See',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'See.'],
        ['Content-Type: message/rfc822', 'Content-Disposition: attachment', '', INNER],
      ),
    },
    {
      text: 'See.',
      attachments: [attached({ name: '件名.eml', type: 'message/rfc822', content: INNER })],
    },
  ),
  golden(
    'empty-file',
    {
      subject: 'Empty',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'x'],
        [
          'Content-Type: application/octet-stream',
          'Content-Disposition: attachment; filename=empty.bin',
          '',
          '',
        ],
      ),
    },
    {
      text: 'x',
      attachments: [attached({ name: 'empty.bin', type: 'application/octet-stream', content: '' })],
    },
  ),
  golden(
    'image-that-nothing-shows',
    {
      subject: 'Photo',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'Photo:'],
        [
          'Content-Type: image/png; name=a.png',
          'Content-Disposition: inline; filename=a.png',
          'Content-Transfer-Encoding: base64',
          '',
          'UE5H',
        ],
      ),
    },
    {
      text: 'Photo:',
      attachments: [attached({ name: 'a.png', type: 'image/png', content: 'PNG' }, true)],
    },
  ),
  golden(
    'footer-of-a-list',
    {
      subject: 'List',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', 'Hello.'],
        [PLAIN, '', '-- ', 'To leave the list, write to leave@lists.example.'],
      ),
    },
    { text: 'Hello.\n-- \nTo leave the list, write to leave@lists.example.', reply: 'Hello.' },
  ),
  golden(
    'text-and-html-with-an-image',
    {
      subject: 'Logo',
      type: ['Content-Type: multipart/related; boundary=rel'],
      body: parts(
        'rel',
        [
          'Content-Type: multipart/alternative; boundary=alt',
          '',
          ...parts(
            'alt',
            [PLAIN, '', 'Hello [cid:logo@x]'],
            [HTML, '', '<p>Hello<img src="cid:logo@x"></p>'],
          ),
        ],
        [
          'Content-Type: image/gif; name=logo.gif',
          'Content-ID: <logo@x>',
          'Content-Disposition: inline; filename=logo.gif',
          'Content-Transfer-Encoding: base64',
          '',
          'R0lG',
        ],
      ),
    },
    {
      text: 'Hello [cid:logo@x]',
      html: '<p>Hello<img src="data:image/gif;base64,R0lG" /></p>',
      attachments: [attached({ name: 'logo.gif', type: 'image/gif', content: 'GIF' }, true)],
    },
  ),
  golden(
    'blank-text-beside-files',
    {
      subject: 'Scan',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', ''],
        [
          'Content-Type: application/pdf; name=scan.pdf',
          'Content-Transfer-Encoding: base64',
          '',
          'UERG',
        ],
      ),
    },
    {
      text: '',
      attachments: [attached({ name: 'scan.pdf', type: 'application/pdf', content: 'PDF' })],
    },
  ),
  golden(
    'html-of-word',
    {
      subject: 'Word',
      type: ALTERNATIVE,
      body: parts('alt', [
        HTML,
        '',
        '<!--[if gte mso 9]><xml><o:x>junk</o:x></xml><![endif]--><p class=MsoNormal>Hello&nbsp;<span lang=EN-US>there</span></p><!-- hidden -->',
      ]),
    },
    { text: 'Hello there', html: '<p>Hello\u00a0<span lang="EN-US">there</span></p>' },
  ),
];

/** Headers as people and programs write them wrong. */
export const ODD_HEADERS: readonly GoldenMail[] = [
  golden(
    'from-with-a-bare-comma',
    { without: ['From'], add: ['From: Lee, Ann <ann@customer.example>'], body: ['x'] },
    { from: person('Lee, Ann', 'ann@customer.example') },
  ),
  golden(
    'from-without-brackets',
    { without: ['From'], add: ['From: ann@customer.example'], body: ['x'] },
    { from: person('', 'ann@customer.example') },
  ),
  golden(
    'from-with-a-comment',
    { without: ['From'], add: ['From: ann@customer.example (Ann Lee)'], body: ['x'] },
    { from: person('Ann Lee', 'ann@customer.example') },
  ),
  golden(
    'from-with-an-address-as-name',
    { without: ['From'], add: ['From: "boss@ours.example" <m@evil.example>'], body: ['x'] },
    { from: person('boss@ours.example', 'm@evil.example') },
  ),
  golden(
    'from-in-quotes-encoded',
    {
      without: ['From'],
      add: [
        `From: "=?UTF-8?B?${Buffer.from('山田').toString('base64')}?=" <taro@customer.example>`,
      ],
      body: ['x'],
    },
    { from: person('山田', 'taro@customer.example') },
  ),
  golden(
    'from-encoded-with-a-comma',
    {
      without: ['From'],
      add: ['From: =?UTF-8?Q?Lee=2C_Ann?= <ann@customer.example>'],
      body: ['x'],
    },
    { from: person('Lee, Ann', 'ann@customer.example') },
  ),
  golden(
    'from-of-two',
    {
      without: ['From'],
      add: [
        'From: Ann <ann@customer.example>, Bob <bob@customer.example>',
        'Sender: Ann <ann@customer.example>',
      ],
      body: ['x'],
    },
    { from: person('Ann', 'ann@customer.example') },
  ),
  golden(
    'domain-in-japanese',
    { without: ['From'], add: [Buffer.from('From: Ann <ann@例え.jp>')], body: ['x'] },
    { from: person('Ann', 'ann@xn--r8jz45g.jp') },
  ),
  golden(
    'undisclosed-recipients',
    { without: ['To'], add: ['To: undisclosed-recipients:;'], body: ['x'] },
    { to: [] },
  ),
  golden(
    'message-id-without-brackets',
    { without: ['Message-ID'], add: ['Message-ID: bare@customer.example'], body: ['x'] },
    { messageId: 'bare@customer.example' },
  ),
  golden(
    'message-id-folded',
    { without: ['Message-ID'], add: ['Message-ID:', ' <folded@customer.example>'], body: ['x'] },
    { messageId: 'folded@customer.example' },
  ),
  golden(
    'in-reply-to-with-words',
    { add: ['In-Reply-To: Your message of "Fri, 27 Nov 2026" <a1@ours.example>'], body: ['x'] },
    { inReplyTo: ['a1@ours.example'], decision: ANSWERS },
  ),
  golden(
    'references-with-commas',
    {
      add: ['References: <a1@ours.example>,<a2@ours.example>,', '\t<a3@ours.example>'],
      body: ['x'],
    },
    { references: ['a1@ours.example', 'a2@ours.example', 'a3@ours.example'], decision: ANSWERS },
  ),
  golden(
    'date-with-a-zone-name',
    { without: ['Date'], add: ['Date: Sat, 28 Nov 2026 09:00:00 GMT'], body: ['x'] },
    { date: '2026-11-28T09:00:00.000Z' },
  ),
  golden('date-with-a-comment', {
    without: ['Date'],
    add: ['Date: Sat, 28 Nov 2026 09:00:00 +0900 (JST)'],
    body: ['x'],
  }),
  golden('date-without-seconds', {
    without: ['Date'],
    add: ['Date: 28 Nov 2026 09:00 +0900'],
    body: ['x'],
  }),
  golden(
    'subject-folded-in-words',
    {
      without: ['Subject'],
      add: ['Subject: =?utf-8?Q?A_long_?=', ' =?utf-8?Q?subject?='],
      body: ['x'],
    },
    { subject: 'A long subject' },
  ),
  golden(
    'subject-folded-plainly',
    { without: ['Subject'], add: ['Subject: A long', ' subject'], body: ['x'] },
    { subject: 'A long subject' },
  ),
  golden(
    'subject-in-utf-8',
    { without: ['Subject'], add: [Buffer.from('Subject: お問い合わせ')], body: ['x'] },
    { subject: 'お問い合わせ' },
  ),
  golden('subject-with-an-emoji', { subject: '🎉 見積り 👍🏽', body: ['x'] }),
  golden(
    'subject-with-a-wrong-word',
    { without: ['Subject'], add: ['Subject: =?utf-8?X?abc?= x'], body: ['x'] },
    { subject: '=?utf-8?X?abc?= x' },
  ),
  golden(
    'field-names-in-capitals',
    {
      without: ['Subject', 'From'],
      add: ['SUBJECT: Loud', 'FROM: ANN <ANN@CUSTOMER.EXAMPLE>'],
      body: ['x'],
    },
    { subject: 'Loud', from: person('ANN', 'ANN@CUSTOMER.EXAMPLE') },
  ),
  golden('line-that-is-no-field', { add: ['this is no field'], body: ['x'] }),
  golden('bare-carriage-returns', { body: ['a\rb'] }, { text: 'a\nb' }),
  golden('eight-bits-that-are-called-seven', {
    type: [PLAIN, 'Content-Transfer-Encoding: 7bit'],
    body: ['日本語'],
  }),
  golden('unknown-transfer-encoding', {
    type: [PLAIN, 'Content-Transfer-Encoding: x-unknown'],
    body: ['plain'],
  }),
];

const SYSTEM = ['Mail Delivery Subsystem', 'mailer-daemon@googlemail.com'] as const;
const COPY = bytesOf([
  'From: support@ours.example',
  'To: taro@customer.example',
  'Subject: Answer',
  'Message-ID:',
  ' <sent-1@ours.example>',
  '',
  'Please try.',
]).toString();
const bounced = (about: Partial<NonNullable<Said['bounce']>>): Partial<Said> => ({
  kind: 'bounce',
  decision: JOINS,
  bounce: {
    recipients: ['taro@customer.example'],
    status: '5.1.1',
    permanent: true,
    originalMessageId: 'sent-1@ours.example',
    ...about,
  },
});
const REPORT = ['Content-Type: multipart/report; report-type="delivery-status"; boundary="rep"'];
const failed = (address: string): readonly string[] => [
  `Final-Recipient: rfc822; ${address}`,
  'Action: failed',
  'Status: 5.1.1',
];

/** Reports and automatic answers that are easily taken for something else, and what is easily taken for one. */
export const NOTICES: readonly GoldenMail[] = [
  golden(
    'report-of-gmail-in-full',
    {
      from: SYSTEM,
      subject: 'Delivery Status Notification (Failure)',
      add: [
        'Return-Path: <>',
        'In-Reply-To: <sent-1@ours.example>',
        'References: <sent-1@ours.example>',
        'X-Failed-Recipients: taro@customer.example',
        'Auto-Submitted: auto-replied',
      ],
      type: REPORT,
      body: parts(
        'rep',
        [
          'Content-Type: multipart/related; boundary=rel',
          '',
          ...parts('rel', [
            'Content-Type: multipart/alternative; boundary=alt',
            '',
            ...parts(
              'alt',
              [PLAIN, '', '** Address not found **'],
              [HTML, '', '<b>Address not found</b>'],
            ),
          ]),
        ],
        [
          'Content-Type: message/delivery-status',
          '',
          'Reporting-MTA: dns; googlemail.com',
          'Arrival-Date: Fri, 27 Nov 2026 10:00:00 -0800',
          '',
          ...failed('taro@customer.example'),
        ],
        ['Content-Type: message/rfc822', '', COPY],
      ),
    },
    {
      ...bounced({}),
      inReplyTo: ['sent-1@ours.example'],
      references: ['sent-1@ours.example'],
      text: [
        '** Address not found **',
        'Reporting-MTA: dns; googlemail.com',
        'Arrival-Date: Fri, 27 Nov 2026 10:00:00 -0800',
        '',
        ...failed('taro@customer.example'),
      ].join('\n'),
      html: '<b>Address not found</b><br />\n<p>Reporting-MTA: dns; googlemail.com<br />Arrival-Date: Fri, 27 Nov 2026 10:00:00 -0800</p><p>Final-Recipient: rfc822; taro@customer.example<br />Action: failed<br />Status: 5.1.1</p>',
      attachments: [attached({ name: 'Answer.eml', type: 'message/rfc822', content: COPY })],
    },
  ),
  golden(
    'report-of-two-recipients',
    {
      from: ['', 'MAILER-DAEMON@mx.customer.example'],
      subject: 'Undelivered Mail Returned to Sender',
      add: ['Return-Path: <>'],
      type: REPORT,
      body: parts(
        'rep',
        [PLAIN, '', 'Two failed.'],
        [
          'Content-Type: message/delivery-status',
          '',
          'Reporting-MTA: dns; mx',
          '',
          ...failed('taro@customer.example'),
          '',
          ...failed('hanako@customer.example'),
        ],
        [
          'Content-Type: text/rfc822-headers',
          '',
          'Message-ID: <sent-1@ours.example>',
          'Subject: Answer',
        ],
      ),
    },
    {
      ...bounced({ recipients: ['taro@customer.example', 'hanako@customer.example'] }),
      text: [
        'Two failed.',
        'Reporting-MTA: dns; mx',
        '',
        ...failed('taro@customer.example'),
        '',
        ...failed('hanako@customer.example'),
      ].join('\n'),
      attachments: [
        attached({
          name: 'attachment-1.txt',
          type: 'text/rfc822-headers',
          content: 'Message-ID: <sent-1@ours.example>\r\nSubject: Answer',
        }),
      ],
    },
  ),
  golden('question-about-a-bounce', {
    subject: 'Undeliverable: what is wrong?',
    add: ['Return-Path: <ann@customer.example>'],
    body: [
      'I got this back:',
      'This message could not be delivered to taro@customer.example. 550 5.1.1',
    ],
  }),
  golden('forwarded-bounce', {
    subject: 'Fwd: Delivery Status Notification (Failure)',
    add: ['Return-Path: <ann@customer.example>'],
    body: [
      'What is this?',
      '',
      '---------- Forwarded message ---------',
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      'Date: Fri, Nov 27, 2026',
      'Subject: Delivery Status Notification (Failure)',
      'To: <ann@customer.example>',
      '',
      'Address not found',
    ],
  }),
  golden(
    'away-of-gmail',
    {
      subject: 'Re: Answer',
      add: ['Auto-Submitted: auto-replied', 'Precedence: bulk', 'X-Autoreply: yes', ...ANSWERING],
      body: ['I am on vacation.'],
    },
    {
      kind: 'auto_reply',
      decision: JOINS,
      inReplyTo: ['sent-1@ours.example'],
      references: ['sent-1@ours.example'],
    },
  ),
  golden(
    'away-by-its-subject-alone-japanese',
    {
      from: ['サンプル商事', 'info@customer.example'],
      subject: '【自動返信】お問い合わせありがとうございます',
      body: ['このメールは自動で送信しています。'],
    },
    { kind: 'auto_reply', decision: skipped('auto_reply') },
  ),
  golden(
    'away-by-its-subject-alone-english',
    { subject: 'Automatic reply: Answer', body: ['I am away.'] },
    { kind: 'auto_reply', decision: skipped('auto_reply') },
  ),
  golden(
    'away-by-its-subject-alone-german',
    { subject: 'Automatische Antwort: Antwort', body: ['Ich bin nicht da.'] },
    { kind: 'auto_reply', decision: skipped('auto_reply') },
  ),
  golden('question-about-automatic-answers', {
    from: ['山田', 'taro@customer.example'],
    subject: '自動返信が届きません',
    body: ['自動返信のメールが届きません。'],
  }),
  golden(
    'answer-to-an-automatic-answer',
    {
      from: ['山田', 'taro@customer.example'],
      subject: 'Re: 【自動返信】お問い合わせありがとうございます',
      add: ANSWERING,
      body: ['追加の質問です。'],
    },
    { ...ANSWER },
  ),
  golden('receipt-of-a-ticket-system', {
    from: ['Help', 'help@vendor.example'],
    subject: '[Ticket 12] We got your mail',
    add: ['Auto-Submitted: auto-generated'],
    body: ['We will answer soon.'],
  }),
  golden('mail-to-ourselves', {
    from: ['Support', OURS],
    subject: 'Note',
    add: ['Authentication-Results: mx.google.com; dmarc=pass header.from=ours.example'],
    body: ['Remember.'],
  }),
];

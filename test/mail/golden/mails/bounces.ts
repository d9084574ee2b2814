import {
  attached,
  bytesOf,
  type GoldenMail,
  golden,
  JOINS,
  PLAIN,
  parts,
  type Said,
  skipped,
} from '../golden-mail.ts';

const SYSTEM = ['Mail Delivery Subsystem', 'mailer-daemon@googlemail.com'] as const;
const NULL_PATH = 'Return-Path: <>';
const ORIGINAL = 'sent-1@ours.example';
const COPY = [
  'From: support@ours.example',
  'To: taro@customer.example',
  'Subject: Answer',
  `Message-ID: <${ORIGINAL}>`,
  '',
  'Please try.',
];
const COPY_OF_HEADERS = COPY.slice(0, 4);

const REPORT = ['Content-Type: multipart/report; report-type=delivery-status; boundary=rep'];

const bounce = (about: Partial<NonNullable<Said['bounce']>> = {}): Said['bounce'] => ({
  recipients: ['taro@customer.example'],
  status: '5.1.1',
  permanent: true,
  originalMessageId: ORIGINAL,
  ...about,
});

type Report = {
  readonly from?: readonly [string, string];
  readonly subject: string;
  readonly text: readonly string[];
  /** The fields of one recipient. */
  readonly recipient: readonly string[];
  readonly copy?: readonly string[];
};

/** A report by RFC 3464. The parser adds its machine-readable part to the text, where support reads it. */
function report(
  name: string,
  { from = SYSTEM, subject, text, recipient, copy = COPY }: Report,
  says: Partial<Said>,
): GoldenMail {
  const status = ['Reporting-MTA: dns; mx.example', '', ...recipient];
  const inner = bytesOf(copy).toString();
  return golden(
    name,
    {
      from,
      subject,
      add: [NULL_PATH],
      type: REPORT,
      body: parts(
        'rep',
        [PLAIN, '', ...text],
        ['Content-Type: message/delivery-status', '', ...status],
        ['Content-Type: message/rfc822', '', inner],
      ),
    },
    {
      text: [...text, ...status].join('\n'),
      attachments: [attached({ name: 'Answer.eml', type: 'message/rfc822', content: inner })],
      kind: 'bounce',
      bounce: bounce(),
      decision: JOINS,
      ...says,
    },
  );
}

const failed = (address: string, status: string, code: string): readonly string[] => [
  `Final-Recipient: rfc822; ${address}`,
  'Action: failed',
  `Status: ${status}`,
  `Diagnostic-Code: smtp; ${code}`,
];
const UNKNOWN = failed('taro@customer.example', '5.1.1', '550 5.1.1 no such user');

/** A bounce in words alone. */
const inWords = (
  name: string,
  {
    from,
    subject,
    add = [NULL_PATH],
  }: {
    readonly from: readonly [string, string];
    readonly subject: string;
    readonly add?: readonly string[];
  },
  body: readonly string[],
  says: Partial<Said> = {},
): GoldenMail =>
  golden(
    name,
    { from, subject, add, body },
    { kind: 'bounce', bounce: bounce(), decision: JOINS, ...says },
  );

/** Reports that a mail of ours was not delivered, in several languages. */
export const BOUNCES: readonly GoldenMail[] = [
  report(
    'bounce-of-an-address-in-utf-8',
    {
      subject: 'Undelivered Mail Returned to Sender',
      text: ['The address is unknown.'],
      recipient: [
        'Original-Recipient: utf-8; \\x{592A}\\x{90CE}@例え.example',
        'Final-Recipient: utf-8; 太郎@例え.example',
        'Action: failed',
        'Status: 5.1.1',
      ],
    },
    { bounce: bounce({ recipients: ['太郎@例え.example'] }) },
  ),
  report(
    'bounce-gmail',
    {
      subject: 'Delivery Status Notification (Failure)',
      text: [
        '** Address not found **',
        '',
        "Your message wasn't delivered to taro@customer.example because the address couldn't be found.",
      ],
      recipient: UNKNOWN,
    },
    {},
  ),
  report(
    'bounce-gmail-japanese',
    {
      subject: 'Delivery Status Notification (Failure)',
      text: [
        '** アドレスが見つかりません **',
        '',
        'taro@customer.example が見つからなかったため、メールは配信されませんでした。',
      ],
      recipient: UNKNOWN,
    },
    {},
  ),
  report(
    'bounce-gmail-german',
    {
      subject: 'Delivery Status Notification (Failure)',
      text: [
        '** Adresse nicht gefunden **',
        '',
        'Ihre Nachricht wurde nicht an taro@customer.example zugestellt.',
      ],
      recipient: UNKNOWN,
    },
    {},
  ),
  report(
    'bounce-exchange',
    {
      from: ['Microsoft Outlook', 'postmaster@customer.example'],
      subject: 'Undeliverable: Answer',
      text: ['Delivery has failed to these recipients or groups:', 'taro@customer.example'],
      recipient: failed(
        'taro@customer.example',
        '5.1.10',
        '550 5.1.10 RESOLVER.ADR.RecipientNotFound',
      ),
    },
    { bounce: bounce({ status: '5.1.10' }) },
  ),
  report(
    'bounce-exchange-french',
    {
      from: ['postmaster', 'postmaster@customer.example'],
      subject: 'Non remis : Answer',
      text: ['Échec de la remise aux destinataires suivants :', 'taro@customer.example'],
      recipient: UNKNOWN,
    },
    {},
  ),
  report(
    'bounce-exchange-spanish',
    {
      from: ['postmaster', 'postmaster@customer.example'],
      subject: 'No se puede entregar: Answer',
      text: ['Error de entrega a estos destinatarios:', 'taro@customer.example'],
      recipient: UNKNOWN,
    },
    {},
  ),
  report(
    'bounce-exchange-chinese',
    {
      from: ['postmaster', 'postmaster@customer.example'],
      subject: '无法送达: Answer',
      text: ['无法将邮件传递给以下收件人：', 'taro@customer.example'],
      recipient: UNKNOWN,
    },
    {},
  ),
  report(
    'bounce-full-mailbox',
    {
      from: ['', 'mailer-daemon@customer.example'],
      subject: 'Undelivered Mail Returned to Sender',
      text: ['The mailbox is full.'],
      recipient: failed('taro@customer.example', '4.2.2', '452 4.2.2 over quota'),
    },
    { bounce: bounce({ status: '4.2.2', permanent: false }) },
  ),
  report(
    'bounce-refused',
    {
      from: ['', 'mailer-daemon@customer.example'],
      subject: 'Undelivered Mail Returned to Sender',
      text: ['The message was refused.'],
      recipient: failed('taro@customer.example', '5.7.1', '550 5.7.1 blocked'),
    },
    { bounce: bounce({ status: '5.7.1' }) },
  ),
  report(
    'bounce-original-recipient',
    {
      from: ['', 'mailer-daemon@customer.example'],
      subject: 'Undelivered Mail Returned to Sender',
      text: ['Failed.'],
      recipient: ['Original-Recipient: rfc822;info@customer.example', ...UNKNOWN],
    },
    { bounce: bounce({ recipients: ['info@customer.example'] }) },
  ),
  report(
    'delay-postfix',
    {
      from: ['', 'mailer-daemon@customer.example'],
      subject: 'Delayed Mail (still being retried)',
      text: [
        'Your message could not be delivered for more than 4 hours.',
        'It will be retried until it is 5 days old.',
      ],
      recipient: [
        'Final-Recipient: rfc822; taro@customer.example',
        'Action: delayed',
        'Status: 4.4.1',
      ],
    },
    { kind: 'delivery_status', bounce: null, decision: skipped('delivery_status') },
  ),
  report(
    'delivered',
    {
      from: ['postmaster', 'postmaster@customer.example'],
      subject: 'Delivered: Answer',
      text: ['Your message was delivered.'],
      recipient: [
        'Final-Recipient: rfc822; taro@customer.example',
        'Action: delivered',
        'Status: 2.0.0',
      ],
    },
    { kind: 'delivery_status', bounce: null, decision: skipped('delivery_status') },
  ),
  golden(
    'receipt-of-reading',
    {
      from: ['Taro', 'taro@customer.example'],
      subject: 'Read: Answer',
      add: [`In-Reply-To: <${ORIGINAL}>`],
      type: ['Content-Type: multipart/report; report-type=disposition-notification; boundary=rep'],
      body: parts(
        'rep',
        [PLAIN, '', 'Your message was read.'],
        [
          'Content-Type: message/disposition-notification',
          '',
          'Final-Recipient: rfc822; taro@customer.example',
          'Disposition: manual-action/MDN-sent-manually; displayed',
          '',
        ],
      ),
    },
    {
      inReplyTo: [ORIGINAL],
      text: 'Your message was read.',
      kind: 'delivery_status',
      decision: JOINS,
      attachments: [
        attached({
          name: 'attachment-1.bin',
          type: 'message/disposition-notification',
          content:
            'Final-Recipient: rfc822; taro@customer.example\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n',
        }),
      ],
    },
  ),
  inWords(
    'bounce-qmail',
    { from: ['', 'MAILER-DAEMON@mx.customer.example'], subject: 'failure notice' },
    [
      'Hi. This is the qmail-send program at mx.customer.example.',
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      '',
      '<taro@customer.example>:',
      'Sorry, no mailbox here by that name. (#5.1.1)',
      '',
      '--- Below this line is a copy of the message.',
      '',
      ...COPY,
    ],
  ),
  inWords(
    'bounce-exim',
    {
      from: ['Mail Delivery System', 'Mailer-Daemon@mx.customer.example'],
      subject: 'Mail delivery failed: returning message to sender',
      add: [NULL_PATH, 'X-Failed-Recipients: taro@customer.example'],
    },
    [
      'A message that you sent could not be delivered to one or more of its recipients.',
      '',
      '  taro@customer.example',
      '    550 5.1.1 unknown user',
      '',
      '------ This is a copy of the message, including all the headers. ------',
      '',
      ...COPY,
    ],
  ),
  inWords(
    'bounce-korean',
    { from: ['', 'MAILER-DAEMON@customer.example'], subject: '[반송] 메일이 전송되지 않았습니다' },
    [
      '다음 수신자에게 전달되지 않았습니다.',
      'taro@customer.example',
      '550 5.1.1 User unknown',
      '',
      ...COPY_OF_HEADERS,
    ],
  ),
];

const DOCOMO = ['Mail Delivery Subsystem', 'MAILER-DAEMON@docomo.ne.jp'] as const;
const AU = ['', 'Postmaster@ezweb.ne.jp'] as const;
const SOFTBANK = ['', 'postmaster@softbank.ne.jp'] as const;
const of = (address: string, about: Partial<NonNullable<Said['bounce']>> = {}): Partial<Said> => ({
  bounce: bounce({ recipients: [address], status: null, ...about }),
});

/** Bounces of the mobile carriers and providers of Japan, most of them in words alone. */
export const CARRIERS: readonly GoldenMail[] = [
  inWords(
    'docomo-unknown',
    { from: DOCOMO, subject: 'Returned mail: User unknown' },
    [
      'The following addresses had permanent fatal errors',
      '<taro@docomo.ne.jp>',
      '',
      '550 Unknown user taro@docomo.ne.jp',
      '',
      ...COPY_OF_HEADERS,
    ],
    of('taro@docomo.ne.jp'),
  ),
  report(
    'docomo-report',
    {
      from: DOCOMO,
      subject: 'Returned mail: User unknown',
      text: ['550 Unknown user taro@docomo.ne.jp'],
      recipient: failed('taro@docomo.ne.jp', '5.0.0', '550 Unknown user taro@docomo.ne.jp'),
    },
    { bounce: bounce({ recipients: ['taro@docomo.ne.jp'], status: '5.0.0' }) },
  ),
  inWords(
    'docomo-japanese',
    { from: DOCOMO, subject: 'メールを送信できませんでした' },
    [
      '次のあて先へのメッセージはエラーのため送信できませんでした。',
      '送信先メールアドレスが見つかりませんでした。',
      '宛先:taro@docomo.ne.jp',
      '',
      ...COPY_OF_HEADERS,
    ],
    of('taro@docomo.ne.jp'),
  ),
  inWords(
    'docomo-refuses-the-domain',
    { from: DOCOMO, subject: 'Undelivered Mail Returned to Sender' },
    [
      '<taro@docomo.ne.jp>: host mfsmax.docomo.ne.jp said: 550 Unknown user taro@docomo.ne.jp (in reply to end of DATA command)',
      '',
      'could not be delivered',
      '',
      ...COPY_OF_HEADERS,
    ],
    of('taro@docomo.ne.jp'),
  ),
  inWords(
    'au-unknown',
    { from: AU, subject: 'Mail System Error - Returned Mail' },
    [
      'Each of the following recipients was rejected by a remote mail server.',
      'The reasons given by the server are included to help you determine why each recipient was rejected.',
      '',
      '    Recipient: <taro@ezweb.ne.jp>',
      '    Reason:    <taro@ezweb.ne.jp>: User unknown',
      '',
      ...COPY_OF_HEADERS,
    ],
    of('taro@ezweb.ne.jp'),
  ),
  inWords(
    'au-japanese',
    { from: AU, subject: '配信エラーのお知らせ' },
    [
      '下記の宛先にメールを配信できませんでした。',
      'taro@au.com',
      '理由: 宛先が見つかりません。',
      '',
      ...COPY_OF_HEADERS,
    ],
    of('taro@au.com'),
  ),
  inWords(
    'au-full',
    { from: AU, subject: 'Mail System Error - Returned Mail' },
    [
      'The following recipients did not receive this message:',
      '',
      '     <taro@au.com>',
      '',
      '452 4.2.2 Mailbox full',
      '',
      ...COPY_OF_HEADERS,
    ],
    of('taro@au.com', { status: '4.2.2', permanent: false }),
  ),
  inWords(
    'softbank-unknown',
    { from: SOFTBANK, subject: 'Mail System Error - Returned Mail' },
    [
      'This Message was undeliverable due to the following reason:',
      '',
      '<taro@softbank.ne.jp> is not a known user on this system: 550 Invalid recipient: <taro@softbank.ne.jp>',
      '',
      ...COPY_OF_HEADERS,
    ],
    of('taro@softbank.ne.jp'),
  ),
  inWords(
    'softbank-full',
    {
      from: SOFTBANK,
      subject: '配信エラーのお知らせ',
      add: [NULL_PATH, `References: <${ORIGINAL}>`],
    },
    [
      '以下のアドレスへメールをお届けできませんでした。',
      'taro@i.softbank.jp',
      '452 メールボックスがいっぱいです。',
    ],
    { ...of('taro@i.softbank.jp', { permanent: false }), references: [ORIGINAL] },
  ),
  inWords(
    'rakuten-mobile',
    { from: ['', 'MAILER-DAEMON@rakumail.jp'], subject: 'Undelivered Mail Returned to Sender' },
    [
      'I could not be delivered to one or more recipients.',
      '<taro@rakumail.jp>: 550 5.1.1 User unknown',
      '',
      ...COPY_OF_HEADERS,
    ],
    of('taro@rakumail.jp', { status: '5.1.1' }),
  ),
  inWords(
    'provider-nifty',
    {
      from: ['Mail Delivery Subsystem', 'MAILER-DAEMON@nifty.com'],
      subject: '宛先不明のためメールを配信できませんでした',
    },
    ['taro@nifty.com 宛のメールは、宛先不明のため配信できませんでした。', '', ...COPY_OF_HEADERS],
    of('taro@nifty.com'),
  ),
  inWords(
    'provider-without-copy',
    { from: ['', 'MAILER-DAEMON@dion.ne.jp'], subject: 'メール送信エラー' },
    ['taro@dion.ne.jp は存在しません。'],
    { ...of('taro@dion.ne.jp', { originalMessageId: null }), decision: skipped('bounce') },
  ),
];

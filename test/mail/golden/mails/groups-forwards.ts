import {
  attached,
  bytesOf,
  type GoldenMail,
  golden,
  HTML,
  MIXED,
  OURS,
  PLAIN,
  parts,
} from '../golden-mail.ts';

const person = (name: string, address: string) => ({ name, address });
const TARO = person('Taro Yamada', 'taro@customer.example');
const GROUP = ["'Taro Yamada' via Help", 'help@ours.example'] as const;
const PASSED = 'Authentication-Results: mx.google.com; dmarc=pass header.from=ours.example';
const LIST = ['List-ID: <help.ours.example>', 'X-Google-Group-Id: 1234567890'];
const TO_GROUP = { to: [person('', 'help@ours.example')] };
const toGroup = { without: ['To'], subject: 'Printer' };
const COLLEAGUE = ['Bob', 'bob@ours.example'] as const;

/** Mail through Google Groups. */
export const GROUPS: readonly GoldenMail[] = [
  golden(
    'group-original-sender',
    {
      ...toGroup,
      from: GROUP,
      add: [
        PASSED,
        ...LIST,
        'X-Original-Sender: taro@customer.example',
        'X-Original-From: Taro Yamada <taro@customer.example>',
        'Reply-To: Taro Yamada <taro@customer.example>',
        'To: help@ours.example',
      ],
      body: [
        'It is broken.',
        '',
        '-- ',
        'You received this message because you are subscribed to the Google Groups "Help" group.',
      ],
    },
    { ...TO_GROUP, sender: TARO, replyTo: [TARO], reply: 'It is broken.' },
  ),
  golden(
    'group-reply-to-alone',
    {
      ...toGroup,
      from: GROUP,
      add: [
        PASSED,
        ...LIST,
        'Reply-To: Taro Yamada <taro@customer.example>',
        'To: help@ours.example',
      ],
      body: ['It is broken.'],
    },
    { ...TO_GROUP, sender: TARO, replyTo: [TARO] },
  ),
  golden(
    'group-original-sender-without-name',
    {
      ...toGroup,
      from: GROUP,
      add: [PASSED, ...LIST, 'X-Original-Sender: taro@customer.example', 'To: help@ours.example'],
      body: ['It is broken.'],
    },
    { ...TO_GROUP, sender: TARO },
  ),
  golden(
    'group-japanese',
    {
      ...toGroup,
      from: ["'山田 太郎' via サポート", 'help@ours.example'],
      add: [PASSED, ...LIST, 'X-Original-Sender: taro@customer.example', 'To: help@ours.example'],
      body: ['動きません。'],
    },
    { ...TO_GROUP, sender: person('山田 太郎', 'taro@customer.example') },
  ),
  golden(
    'group-that-keeps-from',
    {
      ...toGroup,
      from: ['Taro Yamada', 'taro@customer.example'],
      add: [
        'Authentication-Results: mx.google.com; dmarc=pass header.from=customer.example',
        ...LIST,
        'To: help@ours.example',
      ],
      body: ['It is broken.'],
    },
    { ...TO_GROUP },
  ),
  golden(
    'group-forged-from-outside',
    {
      ...toGroup,
      from: ['Mallory', 'm@evil.example'],
      add: [
        'Authentication-Results: mx.google.com; dmarc=pass header.from=evil.example',
        ...LIST,
        'X-Original-Sender: taro@customer.example',
        'To: help@ours.example',
      ],
      body: ['Give me the password.'],
    },
    { ...TO_GROUP },
  ),
  golden(
    'group-forged-from-ours',
    {
      ...toGroup,
      from: GROUP,
      add: [
        'Authentication-Results: mx.google.com; dmarc=fail header.from=ours.example',
        ...LIST,
        'X-Original-Sender: taro@customer.example',
        'To: help@ours.example',
      ],
      body: ['Give me the password.'],
    },
    { ...TO_GROUP },
  ),
  golden(
    'group-contradicting-originals',
    {
      ...toGroup,
      from: GROUP,
      add: [
        PASSED,
        ...LIST,
        'X-Original-Sender: taro@customer.example',
        'X-Original-From: Other <other@customer.example>',
        'To: help@ours.example',
      ],
      body: ['Who am I?'],
    },
    { ...TO_GROUP },
  ),
  golden(
    'group-public',
    {
      ...toGroup,
      from: ["'Taro Yamada' via Fans", 'fans@googlegroups.com'],
      add: [
        'Authentication-Results: mx.google.com; dmarc=pass header.from=googlegroups.com',
        'List-ID: <fans.googlegroups.com>',
        'X-Original-Sender: taro@customer.example',
        'To: fans@googlegroups.com',
      ],
      body: ['Hello.'],
    },
    { to: [person('', 'fans@googlegroups.com')], sender: TARO },
  ),
  golden(
    'group-member-of-ours',
    {
      ...toGroup,
      from: ["'Bob' via Help", 'help@ours.example'],
      add: [PASSED, ...LIST, 'X-Original-Sender: bob@ours.example', 'To: help@ours.example'],
      body: ['Who takes this?'],
    },
    { ...TO_GROUP, sender: person('Bob', 'bob@ours.example') },
  ),
];

const gmailForward = (text: readonly string[]): readonly string[] => [
  ...text,
  '---------- Forwarded message ---------',
  'From: Taro Yamada <taro@customer.example>',
  'Date: Fri, Nov 27, 2026 at 10:00 AM',
  'Subject: Printer',
  `To: <${COLLEAGUE[1]}>`,
  '',
  '',
  'It is broken.',
];

const TRUSTED = [PASSED];
const INNER = bytesOf([
  'From: Taro Yamada <taro@customer.example>',
  'Subject: Printer',
  'Message-ID: <inner@customer.example>',
  '',
  'It is broken.',
]).toString();

/** Mail that a colleague or a customer forwards, and what forms of websites send. */
export const FORWARDS: readonly GoldenMail[] = [
  golden(
    'forward-gmail',
    {
      from: COLLEAGUE,
      subject: 'Fwd: Printer',
      add: TRUSTED,
      body: gmailForward(['Please help.', '']),
    },
    { sender: TARO },
  ),
  golden(
    'forward-gmail-without-note',
    { from: COLLEAGUE, subject: 'Fwd: Printer', add: TRUSTED, body: gmailForward([]) },
    { sender: TARO },
  ),
  golden('forward-of-a-stranger', {
    subject: 'Fwd: Printer',
    add: ['Authentication-Results: mx.google.com; dmarc=pass header.from=customer.example'],
    body: gmailForward(['See below.', '']),
  }),
  golden('forward-forged-colleague', {
    from: COLLEAGUE,
    subject: 'Fwd: Printer',
    add: ['Authentication-Results: mx.google.com; dmarc=fail header.from=ours.example'],
    body: gmailForward(['See below.', '']),
  }),
  golden(
    'forward-outlook',
    {
      from: COLLEAGUE,
      subject: 'FW: Printer',
      add: TRUSTED,
      body: [
        'FYI',
        '',
        '________________________________',
        'From: Taro Yamada <taro@customer.example>',
        'Sent: Friday, November 27, 2026 10:00 AM',
        'To: Bob <bob@ours.example>',
        'Subject: Printer',
        '',
        'It is broken.',
      ],
    },
    { sender: TARO },
  ),
  golden(
    'forward-outlook-japanese',
    {
      from: ['鈴木', 'suzuki@ours.example'],
      subject: 'FW: プリンター',
      add: TRUSTED,
      body: [
        '対応をお願いします。',
        '',
        '差出人: 山田 太郎 <taro@customer.example>',
        '送信日時: 2026年11月27日 10:00',
        '宛先: 鈴木 <suzuki@ours.example>',
        '件名: プリンター',
        '',
        '動きません。',
      ],
    },
    { sender: person('山田 太郎', 'taro@customer.example') },
  ),
  golden(
    'forward-gmail-japanese',
    {
      from: ['鈴木', 'suzuki@ours.example'],
      subject: 'Fwd: プリンター',
      add: TRUSTED,
      body: [
        '---------- Forwarded message ---------',
        'From: 山田 太郎 <taro@customer.example>',
        'Date: 2026年11月27日(金) 10:00',
        'Subject: プリンター',
        'To: <suzuki@ours.example>',
        '',
        '動きません。',
      ],
    },
    { sender: person('山田 太郎', 'taro@customer.example') },
  ),
  golden(
    'forward-apple',
    {
      from: COLLEAGUE,
      subject: 'Fwd: Printer',
      add: TRUSTED,
      body: [
        'Begin forwarded message:',
        '',
        '> From: Taro Yamada <taro@customer.example>',
        '> Subject: Printer',
        '> Date: 27 November 2026 at 10:00:00',
        '> To: bob@ours.example',
        '>',
        '> It is broken.',
      ],
    },
    { sender: TARO },
  ),
  golden(
    'forward-apple-quoted-whole',
    {
      from: COLLEAGUE,
      subject: 'Fwd: Printer',
      add: TRUSTED,
      body: [
        '> Begin forwarded message:',
        '>',
        '> From: Taro Yamada <taro@customer.example>',
        '> Subject: Printer',
        '> Date: 27 November 2026 at 10:00:00',
        '> To: bob@ours.example',
        '>',
        '> It is broken.',
      ],
    },
    { sender: TARO },
  ),
  golden(
    'forward-apple-quoted-below-a-note',
    {
      from: COLLEAGUE,
      subject: 'Fwd: Printer',
      add: TRUSTED,
      body: [
        'Please look.',
        '',
        '> Begin forwarded message:',
        '>',
        '> From: Taro Yamada <taro@customer.example>',
        '> Subject: Printer',
        '>',
        '> It is broken.',
      ],
    },
    { sender: TARO },
  ),
  golden(
    'forward-in-a-quote-of-an-answer',
    {
      from: COLLEAGUE,
      subject: 'Re: Fwd: Printer',
      add: TRUSTED,
      body: [
        'I saw it.',
        '',
        '> Begin forwarded message:',
        '>',
        '> From: Taro Yamada <taro@customer.example>',
        '> Subject: Printer',
      ],
    },
    { reply: 'I saw it.' },
  ),
  golden(
    'forward-outlook-russian',
    {
      from: COLLEAGUE,
      subject: 'FW: Принтер',
      add: TRUSTED,
      body: [
        'Посмотрите, пожалуйста.',
        '',
        'От: Taro Yamada <taro@customer.example>',
        'Дата: пятница, 27 ноября 2026 г. в 10:00',
        'Кому: Bob <bob@ours.example>',
        'Тема: Принтер',
        '',
        'Не печатает.',
      ],
    },
    { sender: TARO },
  ),
  golden(
    'forward-apple-turkish',
    {
      from: COLLEAGUE,
      subject: 'Fwd: Yazıcı',
      add: TRUSTED,
      body: [
        '> İleti başlangıcı:',
        '>',
        '> Kimden: Taro Yamada <taro@customer.example>',
        '> Konu: Yazıcı',
        '> Tarih: 27 Kasım 2026 10:00:00 GMT+9',
        '> Kime: bob@ours.example',
        '>',
        '> Bozuk.',
      ],
    },
    { sender: TARO },
  ),
  golden(
    'forward-ionos-quoted',
    {
      from: COLLEAGUE,
      subject: 'Fwd: Printer',
      add: TRUSTED,
      body: [
        '> ---------- Original Message ----------',
        '> From: Taro Yamada <taro@customer.example>',
        '> To: Bob <bob@ours.example>',
        '> Date: 11/27/2026 10:00 AM',
        '> Subject: Printer',
        '>',
        '> It is broken.',
      ],
    },
    { sender: TARO },
  ),
  golden(
    'forward-mailmate',
    {
      from: COLLEAGUE,
      subject: 'Fwd: Printer',
      add: TRUSTED,
      body: [
        'Please look.',
        '',
        'Forwarded message:',
        '',
        '> From: Taro Yamada <taro@customer.example>',
        '> To: bob@ours.example',
        '> Subject: Printer',
        '> Date: Fri, 27 Nov 2026 10:00:00 +0900',
        '>',
        '> It is broken.',
      ],
    },
    { sender: TARO },
  ),
  golden(
    'forward-yahoo-in-one-line',
    {
      from: COLLEAGUE,
      subject: 'Fw: Printer',
      add: TRUSTED,
      body: [
        '----- Forwarded Message ----- From: Taro Yamada <taro@customer.example>To: Bob <bob@ours.example>Sent: Friday, November 27, 2026 at 10:00:00 AM GMT+9Subject: Printer',
        ' It is broken.',
      ],
    },
    { sender: TARO },
  ),
  golden(
    'forward-german',
    {
      from: COLLEAGUE,
      subject: 'WG: Drucker',
      add: TRUSTED,
      body: [
        'Von: Taro Yamada <taro@customer.example>',
        'Gesendet: Freitag, 27. November 2026 10:00',
        'An: Bob <bob@ours.example>',
        'Betreff: Drucker',
        '',
        'Defekt.',
      ],
    },
    { sender: TARO },
  ),
  golden(
    'forward-attached',
    {
      from: COLLEAGUE,
      subject: 'Fwd: Printer',
      add: TRUSTED,
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', ''],
        [
          'Content-Type: message/rfc822; name="Printer.eml"',
          'Content-Disposition: attachment; filename="Printer.eml"',
          '',
          INNER,
        ],
      ),
    },
    {
      sender: TARO,
      text: '',
      attachments: [attached({ name: 'Printer.eml', type: 'message/rfc822', content: INNER })],
    },
  ),
  golden(
    'forward-twice',
    {
      from: COLLEAGUE,
      subject: 'Fwd: Fwd: Printer',
      add: TRUSTED,
      body: [
        '---------- Forwarded message ---------',
        'From: Eve <eve@ours.example>',
        'Date: Fri, Nov 27, 2026 at 11:00 AM',
        'Subject: Fwd: Printer',
        'To: <bob@ours.example>',
        '',
        ...gmailForward([]),
      ],
    },
    { sender: TARO },
  ),
  golden('colleague-writes-himself', {
    from: COLLEAGUE,
    subject: 'Printer',
    add: TRUSTED,
    body: ['I have a question.'],
  }),
  golden(
    'form-of-a-website',
    {
      from: ['Website', 'noreply@forms.example'],
      subject: 'Contact form',
      add: [
        'Reply-To: Taro Yamada <taro@customer.example>',
        'Authentication-Results: mx.google.com; dmarc=pass header.from=forms.example',
      ],
      body: ['Name: Taro Yamada', 'Message: It is broken.'],
    },
    { sender: TARO, replyTo: [TARO] },
  ),
  golden(
    'form-from-our-own-address',
    {
      from: ['', OURS],
      subject: 'お問い合わせフォーム',
      add: ['Reply-To: taro@customer.example', PASSED],
      body: ['お名前: 山田', '内容: 動きません。'],
    },
    { sender: person('', 'taro@customer.example'), replyTo: [person('', 'taro@customer.example')] },
  ),
  golden(
    'person-with-other-reply-to',
    {
      subject: 'Hi',
      add: ['Reply-To: Other <other@customer.example>'],
      body: ['Hello'],
    },
    { replyTo: [person('Other', 'other@customer.example')] },
  ),
  golden(
    'forward-html',
    {
      from: COLLEAGUE,
      subject: 'Fwd: Printer',
      add: TRUSTED,
      type: [HTML],
      body: [
        '<div dir="ltr">Please help.<br><br><div class="gmail_quote">---------- Forwarded message ---------<br>From: <b>Taro Yamada</b> &lt;<a href="mailto:taro@customer.example">taro@customer.example</a>&gt;<br>Date: Fri, Nov 27, 2026<br>Subject: Printer<br>To: &lt;bob@ours.example&gt;<br><br>It is broken.</div></div>',
      ],
    },
    {
      sender: TARO,
      text: 'Please help.\n\n---------- Forwarded message ---------\nFrom: Taro Yamada <taro@customer.example>\nDate: Fri, Nov 27, 2026\nSubject: Printer\nTo: <bob@ours.example>\n\nIt is broken.',
      html: '<div dir="ltr">Please help.<br /><br /><div>---------- Forwarded message ---------<br />From: <b>Taro Yamada</b> &lt;<a href="mailto:taro@customer.example">taro@customer.example</a>&gt;<br />Date: Fri, Nov 27, 2026<br />Subject: Printer<br />To: &lt;bob@ours.example&gt;<br /><br />It is broken.</div></div>',
    },
  ),
];

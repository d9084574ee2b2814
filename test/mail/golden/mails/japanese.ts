import { bWord, inCharset, inJis, line } from '../../message/corpus/corpus-mail.ts';
import {
  ANSWER,
  ANSWERING,
  attached,
  type GoldenMail,
  golden,
  HTML,
  MIXED,
  PLAIN,
  parts,
} from '../golden-mail.ts';

const YAMADA = ['山田 太郎', 'taro@customer.example'] as const;
const GREETING = ['お世話になっております。山田です。', '', '請求書の件でご相談です。'];

/** A mail in one charset: subject, name and body. */
const inOne = (
  name: string,
  charset: string,
  encode: (text: string) => Buffer,
  lines: readonly string[],
): GoldenMail =>
  golden(
    name,
    {
      from: YAMADA,
      subject: '請求書の件',
      without: ['Subject', 'From'],
      add: [
        `Subject: ${bWord(charset, encode('請求書の件'))}`,
        `From: ${bWord(charset, encode('山田 太郎'))} <taro@customer.example>`,
      ],
      type: [`Content-Type: text/plain; charset=${charset}`],
      body: lines.map(encode),
    },
    { text: lines.join('\n') },
  );

const PDF = { name: '請求書.pdf', type: 'application/pdf', content: '%PDF-1.7 x' };

/** Japanese mail: charsets, programs, habits. */
export const JAPANESE: readonly GoldenMail[] = [
  inOne('ja-iso-2022-jp', 'ISO-2022-JP', inJis, GREETING),
  inOne('ja-shift-jis', 'Shift_JIS', (text) => inCharset('cp932', text), [
    ...GREETING,
    '①㈱髙﨑 ～',
  ]),
  inOne('ja-euc-jp', 'EUC-JP', (text) => inCharset('euc-jp', text), GREETING),
  inOne('ja-utf-8', 'UTF-8', (text) => Buffer.from(text), [...GREETING, '絵文字🙂と𠮟る']),
  inOne('ja-cp932-as-shift-jis', 'Windows-31J', (text) => inCharset('cp932', text), ['ﾊﾝｶｸ ｶﾅ ㍻']),
  golden(
    'ja-base64-body',
    {
      from: YAMADA,
      subject: 'お問い合わせ',
      type: [PLAIN, 'Content-Transfer-Encoding: base64'],
      body: [Buffer.from(GREETING.join('\r\n')).toString('base64')],
    },
    { text: GREETING.join('\n') },
  ),
  golden(
    'ja-quoted-printable',
    {
      from: YAMADA,
      subject: 'お問い合わせ',
      type: [PLAIN, 'Content-Transfer-Encoding: quoted-printable'],
      body: [
        '=E3=81=8A=E4=B8=96=E8=A9=B1=E3=81=AB=E3=81=AA=E3=81=A3=E3=81=A6=E3=81=8A=',
        '=E3=82=8A=E3=81=BE=E3=81=99=E3=80=82',
      ],
    },
    { text: 'お世話になっております。' },
  ),
  golden(
    'ja-raw-subject-shift-jis',
    {
      from: YAMADA,
      without: ['Subject'],
      add: [line('Subject: ', inCharset('cp932', '表示の不具合'))],
      type: ['Content-Type: text/plain; charset=Shift_JIS'],
      body: [inCharset('cp932', '画面が表示されません。')],
    },
    { subject: '表示の不具合', text: '画面が表示されません。' },
  ),
  golden(
    'ja-divided-character',
    {
      from: YAMADA,
      without: ['Subject'],
      add: [
        `Subject: ${bWord('utf-8', Buffer.from('お問い合わせ').subarray(0, 8))}`,
        ` ${bWord('utf-8', Buffer.from('お問い合わせ').subarray(8))}`,
      ],
      body: ['よろしくお願いします。'],
    },
    { subject: 'お問い合わせ' },
  ),
  golden(
    'ja-undeclared-iso-2022-jp',
    {
      from: YAMADA,
      subject: '件名',
      type: [],
      body: [inJis('宣言のない文字コードです。')],
    },
    { text: '宣言のない文字コードです。' },
  ),
  golden(
    'ja-gmail-answer',
    {
      from: YAMADA,
      subject: 'Re: 【サポート】ご回答',
      add: ANSWERING,
      body: [
        'ありがとうございます。解決しました。',
        '',
        '2026年11月27日(金) 10:00 サポート <support@ours.example>:',
        '',
        '> 山田様',
        '> 設定をご確認ください。',
      ],
    },
    { ...ANSWER, reply: 'ありがとうございます。解決しました。' },
  ),
  golden(
    'ja-outlook-answer',
    {
      from: YAMADA,
      subject: 'RE: ご回答',
      add: ANSWERING,
      body: [
        '承知しました。',
        '',
        '________________________________',
        '差出人: サポート <support@ours.example>',
        '送信日時: 2026年11月27日 10:00',
        '宛先: 山田 太郎 <taro@customer.example>',
        '件名: ご回答',
        '',
        '設定をご確認ください。',
      ],
    },
    { ...ANSWER, reply: '承知しました。' },
  ),
  golden(
    'ja-old-outlook-answer',
    {
      from: YAMADA,
      subject: 'Re: ご回答',
      add: ANSWERING,
      body: [
        '直りません。',
        '',
        '-----元のメッセージ-----',
        'From: サポート',
        'Sent: Friday, November 27, 2026 10:00 AM',
        'To: 山田',
        'Subject: ご回答',
        '',
        '設定をご確認ください。',
      ],
    },
    { ...ANSWER, reply: '直りません。' },
  ),
  golden(
    'ja-iphone-answer',
    {
      from: YAMADA,
      subject: 'Re: ご回答',
      add: ANSWERING,
      body: [
        '見ました。',
        '',
        'iPhoneから送信',
        '',
        '2026/11/27 10:00、サポート <support@ours.example>のメール:',
        '',
        '> 設定をご確認ください。',
      ],
    },
    { ...ANSWER, reply: '見ました。' },
  ),
  golden(
    'ja-thunderbird-answer',
    {
      from: YAMADA,
      subject: 'Re: ご回答',
      add: ANSWERING,
      body: [
        'できました。',
        '',
        'On 2026/11/27 10:00, サポート wrote:',
        '> 設定をご確認ください。',
      ],
    },
    { ...ANSWER, reply: 'できました。' },
  ),
  golden(
    'ja-answers-between-the-lines',
    {
      from: YAMADA,
      subject: 'Re: ご質問',
      add: ANSWERING,
      body: ['> 機種は何ですか。', 'ABC-1 です。', '> いつからですか。', '昨日からです。'],
    },
    { ...ANSWER, reply: 'ABC-1 です。\n昨日からです。' },
  ),
  golden(
    'ja-drawn-signature',
    {
      from: YAMADA,
      subject: '見積の件',
      body: [
        '見積をお願いします。',
        '',
        '━━━━━━━━━━━━━━━━',
        '株式会社サンプル 山田太郎',
        'TEL: 03-0000-0000',
        'taro@customer.example',
        '━━━━━━━━━━━━━━━━',
      ],
    },
    { reply: '見積をお願いします。' },
  ),
  golden(
    'ja-signature-delimiter',
    {
      from: YAMADA,
      subject: '見積の件',
      body: ['見積をお願いします。', '-- ', '山田太郎', '株式会社サンプル'],
    },
    { reply: '見積をお願いします。' },
  ),
  golden(
    'ja-flowed',
    {
      from: YAMADA,
      subject: '長い行',
      type: ['Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes'],
      body: ['一つの段落が二つの行に分かれて ', 'います。'],
    },
    { text: '一つの段落が二つの行に分かれています。' },
  ),
  golden(
    'ja-html-alone',
    {
      from: YAMADA,
      subject: 'HTML メール',
      type: [HTML],
      body: [
        '<html><body><p>お世話になっております。</p><p>写真を<b>ご確認</b>ください。</p></body></html>',
      ],
    },
    {
      text: 'お世話になっております。\n\n写真をご確認ください。',
      html: '<p>お世話になっております。</p><p>写真を<b>ご確認</b>ください。</p>',
    },
  ),
  golden(
    'ja-file-name-rfc-2231',
    {
      from: YAMADA,
      subject: '請求書',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', '添付します。'],
        [
          'Content-Type: application/pdf',
          "Content-Disposition: attachment; filename*=UTF-8''%E8%AB%8B%E6%B1%82%E6%9B%B8.pdf",
          '',
          PDF.content,
        ],
      ),
    },
    { text: '添付します。', attachments: [attached(PDF)] },
  ),
  golden(
    'ja-file-name-encoded-word',
    {
      from: YAMADA,
      subject: '請求書',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', '添付します。'],
        [
          `Content-Type: application/pdf; name="${bWord('ISO-2022-JP', inJis('請求書.pdf'))}"`,
          `Content-Disposition: attachment; filename="${bWord('ISO-2022-JP', inJis('請求書.pdf'))}"`,
          'Content-Transfer-Encoding: base64',
          '',
          Buffer.from(PDF.content).toString('base64'),
        ],
      ),
    },
    { text: '添付します。', attachments: [attached(PDF)] },
  ),
  golden(
    'ja-reply-to-and-cc',
    {
      from: YAMADA,
      subject: '共有',
      add: [
        `Cc: ${bWord('utf-8', Buffer.from('鈴木 花子'))} <hanako@customer.example>, desk@ours.example`,
        'Reply-To: office@customer.example',
      ],
      body: ['共有します。'],
    },
    {
      cc: [
        { name: '鈴木 花子', address: 'hanako@customer.example' },
        { name: '', address: 'desk@ours.example' },
      ],
      replyTo: [{ name: '', address: 'office@customer.example' }],
    },
  ),
];

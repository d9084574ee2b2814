import { bWord, inCharset } from '../../message/corpus/corpus-mail.ts';
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

const WANG = ['王小明', 'wang@customer.example'] as const;
const KIM = ['김철수', 'kim@customer.example'] as const;

const inOne = (
  name: string,
  charset: string,
  writes: string,
  [subject, text]: readonly [string, string],
): GoldenMail =>
  golden(
    name,
    {
      from: ['', 'wang@customer.example'],
      without: ['Subject'],
      add: [`Subject: ${bWord(charset, inCharset(writes, subject))}`],
      type: [`Content-Type: text/plain; charset="${charset}"`],
      body: [inCharset(writes, text)],
    },
    { subject, text },
  );

/** Chinese and Korean mail. */
export const CHINESE_KOREAN: readonly GoldenMail[] = [
  inOne('zh-gb2312-that-is-gbk', 'gb2312', 'gbk', ['发票问题', '朱镕基先生的发票有问题。']),
  inOne('zh-gb18030', 'GB18030', 'gb18030', ['退款', '请退款，谢谢。']),
  inOne('zh-big5', 'Big5', 'big5', ['訂單問題', '我的訂單還沒有到。']),
  inOne('ko-euc-kr', 'EUC-KR', 'euc-kr', ['문의', '안녕하세요. 문의드립니다.']),
  inOne('ko-ks-c-5601-that-is-cp949', 'ks_c_5601-1987', 'cp949', [
    '똠방각하',
    '펲시 콜라가 없습니다.',
  ]),
  golden('zh-utf-8', { from: WANG, subject: '无法登录', body: ['您好，我无法登录。'] }),
  golden(
    'zh-qq-answer',
    {
      from: WANG,
      subject: '回复：您的问题',
      add: ANSWERING,
      body: [
        '已经好了，谢谢。',
        '',
        '------------------ 原始邮件 ------------------',
        '发件人: "Support" <support@ours.example>;',
        '发送时间: 2026年11月27日(星期五) 上午10:00',
        '收件人: "王小明"<wang@customer.example>;',
        '主题: 您的问题',
        '',
        '请再试一次。',
      ],
    },
    { ...ANSWER, reply: '已经好了，谢谢。' },
  ),
  golden(
    'zh-gmail-answer',
    {
      from: WANG,
      subject: 'Re: 您的问题',
      add: ANSWERING,
      body: [
        '还是不行。',
        '',
        'Support <support@ours.example> 于2026年11月27日周五 10:00写道：',
        '',
        '> 请再试一次。',
      ],
    },
    { ...ANSWER, reply: '还是不行。' },
  ),
  golden(
    'zh-netease-answer',
    {
      from: WANG,
      subject: 'Re:您的问题',
      add: ANSWERING,
      body: [
        '收到。',
        '',
        '在 2026-11-27 10:00:00，"Support" <support@ours.example> 写道：',
        '> 请再试一次。',
      ],
    },
    { ...ANSWER, reply: '收到。' },
  ),
  golden(
    'zh-taiwan-outlook-answer',
    {
      from: WANG,
      subject: 'RE: 您的問題',
      add: ANSWERING,
      body: [
        '謝謝。',
        '',
        '寄件者: Support <support@ours.example>',
        '寄件日期: 2026年11月27日 上午 10:00',
        '收件者: 王小明',
        '主旨: 您的問題',
        '',
        '請再試一次。',
      ],
    },
    { ...ANSWER, reply: '謝謝。' },
  ),
  golden(
    'zh-iphone-answer',
    {
      from: WANG,
      subject: '回复：您的问题',
      add: ANSWERING,
      body: [
        '好的',
        '',
        '发自我的 iPhone',
        '',
        '> 在 2026年11月27日，10:00，Support <support@ours.example> 写道：',
        '>',
        '> 请再试一次。',
      ],
    },
    { ...ANSWER, reply: '好的' },
  ),
  golden(
    'zh-file-gbk-name',
    {
      from: WANG,
      subject: '附件',
      type: MIXED,
      body: parts(
        'mix',
        [PLAIN, '', '见附件。'],
        [
          'Content-Type: application/vnd.ms-excel',
          `Content-Disposition: attachment; filename="${bWord('gbk', inCharset('gbk', '对账单.xls'))}"`,
          '',
          'xls',
        ],
      ),
    },
    {
      text: '见附件。',
      attachments: [
        attached({ name: '对账单.xls', type: 'application/vnd.ms-excel', content: 'xls' }),
      ],
    },
  ),
  golden('ko-utf-8', { from: KIM, subject: '환불 요청', body: ['환불해 주세요.'] }),
  golden(
    'ko-gmail-answer',
    {
      from: KIM,
      subject: 'Re: 문의',
      add: ANSWERING,
      body: [
        '감사합니다.',
        '',
        '2026년 11월 27일 (금) 오전 10:00, Support <support@ours.example>님이 작성:',
        '',
        '> 다시 시도해 주세요.',
      ],
    },
    { ...ANSWER, reply: '감사합니다.' },
  ),
  golden(
    'ko-naver-answer',
    {
      from: KIM,
      subject: 'RE: 문의',
      add: ANSWERING,
      body: [
        '해결되었습니다.',
        '',
        '-----Original Message-----',
        'From: "Support"<support@ours.example>',
        'To: <kim@customer.example>;',
        'Sent: 2026-11-27 (금) 10:00:00 (GMT+09:00)',
        'Subject: 문의',
        '',
        '다시 시도해 주세요.',
      ],
    },
    { ...ANSWER, reply: '해결되었습니다.' },
  ),
  golden(
    'ko-outlook-answer',
    {
      from: KIM,
      subject: 'RE: 문의',
      add: ANSWERING,
      body: [
        '알겠습니다.',
        '',
        '보낸 사람: Support <support@ours.example>',
        '보낸 날짜: 2026년 11월 27일 금요일 오전 10:00',
        '받는 사람: 김철수',
        '제목: 문의',
        '',
        '다시 시도해 주세요.',
      ],
    },
    { ...ANSWER, reply: '알겠습니다.' },
  ),
  golden(
    'ko-iphone-answer',
    {
      from: KIM,
      subject: 'Re: 문의',
      add: ANSWERING,
      body: [
        '네 감사합니다',
        '',
        '나의 iPhone에서 보냄',
        '',
        '2026. 11. 27. 오전 10:00, Support <support@ours.example> 작성:',
        '',
        '> 다시 시도해 주세요.',
      ],
    },
    { ...ANSWER, reply: '네 감사합니다' },
  ),
  golden(
    'zh-html-alone',
    {
      from: WANG,
      subject: '网页',
      type: [HTML],
      body: [
        '<div>您好</div><div>请看<a href="https://customer.example/?a=1&amp;b=2">链接</a></div>',
      ],
    },
    {
      text: '您好\n请看链接 [https://customer.example/?a=1&b=2]',
      html: '<div>您好</div><div>请看<a href="https://customer.example/?a=1&amp;b=2">链接</a></div>',
    },
  ),
];

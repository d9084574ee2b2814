import { describe, expect, test } from '@jest/globals';
import { parseMail } from '../../../shared/mail/message/parse-mail.ts';
import { sanitizeHtml } from '../../../shared/mail/message/sanitize-html.ts';
import { DEFAULT_POLICIES, type Policies } from '../../../shared/mail/model/policies.ts';
import type { ParsedMail } from '../../../shared/mail/ports.ts';
import { maskHeaders } from '../../../shared/mail/redaction/mask-headers.ts';
import { maskHtml } from '../../../shared/mail/redaction/mask-html.ts';
import { maskMail } from '../../../shared/mail/redaction/mask-mail.ts';
import { createFakeScratch, rawOf } from '../message/mails.ts';

const HIDDEN = { cards: true, individualNumbers: true };
const MASKING: Policies = { ...DEFAULT_POLICIES, cards: 'mask', myNumbers: 'mask' };
const CARD = '4111111111111111';

describe('HTML', () => {
  test.each([
    ['a paragraph', `<p>${CARD}</p>`, '<p>••••••••••••1111</p>'],
    [
      'a number that tags of formatting divide',
      '<p>4111 <b>1111</b> <span style="color:red">11</span>11 1111</p>',
      '<p>•••• <b>••••</b> <span style="color:red">••</span>•• 1111</p>',
    ],
    ['a number in two lines', '4111 1111<br />1111 1111', '•••• ••••<br />•••• 1111'],
    ['two in one piece', `${CARD} ${CARD}`, '••••••••••••1111 ••••••••••••1111'],
    [
      'cells of a table, which are four numbers',
      '<tr><td>4111</td><td>1111</td><td>1111</td><td>1111</td></tr>',
      '<tr><td>4111</td><td>1111</td><td>1111</td><td>1111</td></tr>',
    ],
    [
      'a link and an image',
      `<a href="https://a.example/?id=${CARD}">see</a><img src="https://a.example/${CARD}.png" alt="x" />`,
      `<a href="https://a.example/?id=${CARD}">see</a><img src="https://a.example/${CARD}.png" alt="x" />`,
    ],
    [
      'a link to call that a mail program made',
      `<a href="tel:4111%201111%201111%201111">4111 1111 1111 1111</a> <a href="tel:0312345678">03</a>`,
      '<a>•••• •••• •••• 1111</a> <a href="tel:0312345678">03</a>',
    ],
    ['no number', '<p>1 &lt; 2 &amp; 3</p>', '<p>1 &lt; 2 &amp; 3</p>'],
  ])('is masked where it is shown: %s', (_what, html, masked) => {
    expect(maskHtml(html, HIDDEN)).toBe(masked);
  });

  test('is as the browser reads it: character references are digits and blanks', () => {
    const clean = sanitizeHtml('<p>&#52;111&nbsp;1111 1111 1111</p>') ?? '';
    expect(maskHtml(clean, HIDDEN)).toBe('<p>••••\u00a0•••• •••• 1111</p>');
  });
});

describe('Headers', () => {
  test('are masked in what people wrote, also in encoded-words, and stay in what machines wrote', () => {
    const word = `=?utf-8?B?${Buffer.from(`カード ${CARD}`).toString('base64')}?=`;
    const headers = [
      `Received: from a by b id ${CARD}`,
      `\tfor <c@example.com>`,
      `Message-ID: <${CARD}@a.example>`,
      `From: "${CARD}" <a@example.com>`,
      `Subject: ${word}`,
      `X-Note: 4111 1111`,
      ' 1111 1111',
      'X-Other: nothing',
      '',
      '',
    ].join('\r\n');
    expect(maskHeaders(headers, 'カード ••••••••••••1111', HIDDEN).split('\r\n')).toEqual([
      `Received: from a by b id ${CARD}`,
      `\tfor <c@example.com>`,
      `Message-ID: <${CARD}@a.example>`,
      'From: "••••••••••••1111" <a@example.com>',
      'Subject: カード ••••••••••••1111',
      'X-Note: •••• •••• •••• 1111',
      'X-Other: nothing',
      '',
      '',
    ]);
  });

  test('without a number stay to the byte', () => {
    const headers = 'A: =?utf-8?Q?=E3=81=82?=\r\n b\r\nno field\nB:\r\n\r\n';
    expect(maskHeaders(headers, null, HIDDEN)).toBe(headers);
  });
});

async function parsed(...lines: readonly string[]): Promise<ParsedMail> {
  const raw = rawOf(Buffer.from(lines.join('\r\n')));
  return (await parseMail(raw, createFakeScratch().scratch)).mail;
}

describe('A mail', () => {
  const html = [
    'From: Taro <taro@example.com>',
    'Subject: About 1234-5678-9018',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<p>My card: <b>4111</b> 1111 1111 1111</p>`,
  ];

  test('is masked everywhere, says so, and its original is not to be stored', async () => {
    const { mail, isOriginalStorable } = maskMail(await parsed(...html), MASKING);
    expect(isOriginalStorable).toBe(false);
    expect(mail.notes).toEqual(['masked']);
    expect(mail.subject).toBe('About ••••-••••-••••');
    expect(mail.text.trim()).toBe('My card: •••• •••• •••• 1111');
    expect(mail.html).toContain('<b>••••</b> •••• •••• 1111');
    expect(mail.headers).toContain('Subject: About ••••-••••-••••');
    const all = JSON.stringify([mail.subject, mail.text, mail.html, mail.headers, mail.from]);
    expect(all).not.toMatch(/5678|4111/);
  });

  test.each([
    ['cards', { myNumbers: 'keep' }, 'About 1234-5678-9018', '•••• •••• •••• 1111'],
    ['Individual Numbers', { cards: 'keep' }, 'About ••••-••••-••••', '4111 1111 1111 1111'],
  ] as const)('is masked for %s alone', async (_what, policies, subject, number) => {
    const { mail } = maskMail(await parsed(...html), { ...MASKING, ...policies });
    expect(mail.subject).toBe(subject);
    expect(mail.text).toContain(number);
  });

  test.each([
    ['the mailbox asks for nothing', html, DEFAULT_POLICIES],
    ['it has no number', ['Subject: x', 'Content-Type: text/html', '', '<p>x<script>'], MASKING],
  ])('is the same when %s', async (_what, lines, policies) => {
    const mail = await parsed(...lines);
    const masked = maskMail(mail, policies);
    expect(masked.mail).toBe(mail);
    expect(masked.isOriginalStorable).toBe(true);
  });

  test.each([
    ['whose HTML is too deep to be cleaned', { html: '<div>'.repeat(2000) }],
    ['with more parts than are read', { notes: ['incomplete'] as const }],
    ['whose text is very long', { text: 'x'.repeat(1024 * 1024 + 1) }],
    ['whose header section was cut', { headers: `${'X: y\r\n'.repeat(40_000)}` }],
  ])('%s may hold a number that nobody looked for', async (_what, about) => {
    const mail = { ...(await parsed('Subject: x', '', 'y')), ...about };
    const masked = maskMail(mail, MASKING);
    expect(masked.isOriginalStorable).toBe(false);
    expect(masked.mail.notes).toEqual(['in_gmail_only']);
  });
});

import type { MailPreview } from '../../shared/mail/filing/index.ts';

/** An answer with everything that is shown. */
export const PREVIEWED: MailPreview = {
  messageId: 'q1@example.org',
  inReplyTo: ['a1@example.com'],
  references: ['a1@example.com'],
  date: new Date('2026-11-27T10:00:00Z'),
  from: { name: "'山田 太郎' via Support", address: 'support@example.com' },
  sender: { name: '山田 太郎', address: 'taro.yamada.with.a.long.address@customer.example.org' },
  to: [{ name: '', address: 'support@example.com' }],
  cc: [],
  replyTo: [],
  subject: 'Re: 請求書の件 – the invoice of last month that nobody has ever seen, not even once',
  text: 'お世話になっております。\n\nPlease send it again: https://example.org/a/very/long/address/that/does/not/fit/into/one/line/of/a/phone\n\n> 設定をご確認ください。',
  html: null,
  reply:
    'お世話になっております。\n\nPlease send it again: https://example.org/a/very/long/address/that/does/not/fit/into/one/line/of/a/phone',
  attachments: [
    { name: '請求書.pdf', type: 'application/pdf', bytes: 1_234_567, sha256: '', inline: false },
    { name: 'image001.png', type: 'image/png', bytes: 812, sha256: '', inline: true },
  ],
  kind: 'mail',
  bounce: null,
  decision: { action: 'file', reason: 'its_case_or_new_case' },
};

/** A bounce without a text, which names no mail. */
export const BOUNCED: MailPreview = {
  ...PREVIEWED,
  inReplyTo: [],
  references: [],
  date: null,
  from: null,
  sender: null,
  subject: '',
  text: '',
  reply: '',
  attachments: [],
  kind: 'bounce',
  bounce: {
    recipients: ['taro@example.org'],
    status: '4.2.2',
    permanent: false,
    originalMessageId: null,
  },
  decision: { action: 'skip', reason: 'bounce' },
};

import { describe, expect, test } from '@jest/globals';
import { caseSubject } from '../../../shared/mail/message/case-subject.ts';
import { cutMail } from '../../../shared/mail/message/cut-mail.ts';
import { sanitizeHtml } from '../../../shared/mail/message/sanitize-html.ts';
import type { ParsedMail } from '../../../shared/mail/ports.ts';

const MAIL: ParsedMail = {
  messageId: 'one@example.com',
  inReplyTo: [],
  references: [],
  threadIndex: null,
  date: new Date('2026-11-28T10:00:00Z'),
  from: { name: 'Taro', address: 'taro@example.com' },
  replyTo: [],
  to: [{ name: '', address: 'support@example.com' }],
  cc: [],
  subject: 'Help',
  text: 'x',
  html: null,
  headers: 'Subject: Help\r\n',
  authentication: 'pass',
  attachments: [],
  notes: [],
  images: new Map(),
};

const OF = { receivedAt: new Date('2026-11-28T11:00:00Z'), threadId: 't1' };

const cutOf = (about: Partial<ParsedMail>) => cutMail({ ...MAIL, ...about }, OF);

test('A mail within the limits is not cut', () => {
  expect(cutMail(MAIL, OF)).toEqual({
    wasCut: false,
    email: {
      subject: 'Help',
      text: 'x',
      html: null,
      headers: 'Subject: Help\r\n',
      fromAddress: 'taro@example.com',
      fromName: 'Taro',
      to: 'support@example.com',
      cc: '',
      date: MAIL.date,
      messageId: 'one@example.com',
      inReplyTo: null,
      threadIndex: null,
      threadId: 't1',
    },
  });
});

describe('What is too long', () => {
  test.each([
    ['subject', { subject: 's'.repeat(3001) }, 3000],
    ['text', { text: 't'.repeat(131_073) }, 131_072],
    ['headers', { headers: 'h'.repeat(32_001) }, 32_000],
  ] as const)('is cut: %s', (name, about, limit) => {
    const { email, wasCut } = cutOf(about);
    expect([email[name].length, wasCut]).toEqual([limit, true]);
  });

  test('is never cut within a character', () => {
    const { email } = cutOf({ subject: `${'x'.repeat(2999)}😀` });
    expect(email.subject).toBe('x'.repeat(2999));
  });

  test('is cut between addresses', () => {
    const to = Array.from({ length: 300 }, (_, index) => ({
      name: '',
      address: `person${index}@example.com`,
    }));
    const { email, wasCut } = cutOf({ to });
    expect(email.to.length).toBeLessThanOrEqual(4000);
    expect(email.to).toMatch(/@example\.com$/);
    expect(wasCut).toBe(true);
  });

  test('of HTML is cut between tags, and stays well-formed', () => {
    const row = '<tr><td style="color:red">a &amp; b 😀</td></tr>';
    const { email, wasCut } = cutOf({ html: `<table>${row.repeat(4000)}</table>` });
    const html = email.html ?? '';
    expect(html.length).toBeLessThanOrEqual(131_072);
    expect(html.length).toBeGreaterThan(120_000);
    expect(html).toMatch(/<\/table>$/);
    expect(sanitizeHtml(html)).toBe(html);
    expect(wasCut).toBe(true);
  });

  test('of HTML beyond what can be cleaned is left out, and the text stands in', () => {
    const { email, wasCut } = cutOf({ html: '<b>'.repeat(100_000) });
    expect([email.html, email.text, wasCut]).toEqual([null, 'x', true]);
  });

  test('of message id is not stored, since a cut one would name another mail', () => {
    const { email } = cutOf({ messageId: 'm'.repeat(766), inReplyTo: ['r'.repeat(766)] });
    expect([email.messageId, email.inReplyTo]).toEqual([null, null]);
  });
});

test('A sender that Salesforce would refuse is left out, and the original tells it', () => {
  const { email, wasCut } = cutOf({ from: { name: 'X', address: 'nobody' } });
  expect([email.fromAddress, wasCut]).toEqual(['', true]);
});

test('A mail without a date has the moment of its arrival', () => {
  expect(cutOf({ date: null }).email.date).toEqual(OF.receivedAt);
});

test('A case has a subject of at most 255 characters', () => {
  expect(caseSubject('')).toBe('(no subject)');
  expect(caseSubject('x'.repeat(300))).toHaveLength(255);
});

import { expect, test } from '@jest/globals';
import { mailKey } from '../../../shared/mail/message/mail-key.ts';

const MAIL = {
  messageId: 'one@example.com',
  from: { name: 'Taro', address: 'Taro@example.com' },
  date: new Date('2026-11-28T10:00:00Z'),
};
const HERE = { connectionId: 'c1', messageId: '18f0' };
const THERE = { connectionId: 'c2', messageId: '18f1' };

test('Copies of one mail in two mailboxes have one key, of 64 hexadecimal digits', () => {
  expect(mailKey(MAIL, HERE)).toMatch(/^[0-9a-f]{64}$/);
  expect(mailKey(MAIL, HERE)).toBe(mailKey(MAIL, THERE));
  const from = { name: '', address: 'taro@example.com' };
  expect(mailKey({ ...MAIL, from }, THERE)).toBe(mailKey(MAIL, HERE));
});

test('Another mail that reuses a Message-ID has another key', () => {
  const later = new Date('2026-11-28T10:00:01Z');
  const others = [
    { ...MAIL, date: later },
    { ...MAIL, date: null },
    { ...MAIL, from: null },
    { ...MAIL, from: { name: 'Taro', address: 'other@example.com' } },
    { ...MAIL, messageId: 'two@example.com' },
  ];
  expect(new Set([MAIL, ...others].map((mail) => mailKey(mail, HERE))).size).toBe(6);
});

test('A mail without a Message-ID is known by its mailbox and Gmail’s id', () => {
  const mail = { ...MAIL, messageId: null };
  expect(mailKey(mail, HERE)).toBe(mailKey({ ...mail, date: null }, HERE));
  expect(mailKey(mail, HERE)).not.toBe(mailKey(mail, THERE));
});

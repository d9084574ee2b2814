import { expect, test } from '@jest/globals';
import type { NativeEmail } from '../../../../shared/mail/ports.ts';
import { areAlike } from '../../../../shared/mail/statement/native/identity.ts';
import { matchRows } from '../../../../shared/mail/statement/native/match-rows.ts';
import type { SentMail } from '../../../../shared/mail/statement/native/sent-mail.ts';

const NOON = Date.parse('2026-11-27T12:00:00Z');
const after = (seconds: number): Date => new Date(NOON + seconds * 1000);

const mail = (messageId: string, about: Partial<SentMail> = {}): SentMail => ({
  messageId,
  identifier: `${messageId}-long-enough@mail.example`,
  sender: 'ann@customer.example',
  recipients: new Set(['support@ours.example']),
  subject: 'disk is full',
  sentAt: after(0),
  receivedAt: after(2),
  ...about,
});

const row = (emailMessageId: string, about: Partial<NativeEmail> = {}): NativeEmail => ({
  emailMessageId,
  caseId: '500',
  messageId: null,
  sender: 'Ann@customer.example',
  recipients: 'Support@ours.example',
  subject: ' Disk is  full',
  sentAt: after(0),
  createdAt: after(5),
  isDeleted: false,
  ...about,
});

const matched = (mails: readonly SentMail[], rows: readonly NativeEmail[]) =>
  Object.fromEntries(
    [...matchRows(mails, rows)].map(([id, own]) => [id, own.map((each) => each.emailMessageId)]),
  );

test.each([
  ['abc@mail.example', '<ABC@mail.example>', true],
  ['order-100.abc@mail.example', 'order_100-abc@mail.example', true],
  ['long-enough@mail.example', 'long-enough@gateway.example', true],
  ['abc@mail.example', 'abc@mail.example.relay.example', true],
  ['abc@mail.example', 'fwd+abc@mail.example', true],
  ['order-100@shop.example', 'order-101@shop.example', false],
  ['order-100@shop.example', 'order-1000@shop.example', false],
  ['rder-100@shop.example', 'order-100@shop.example', false],
  ['1@a.example', '1@b.example', false],
])('of %s and %s it is known whether they are alike: %p', (one, other, expected) => {
  expect(areAlike(one, other)).toBe(expected);
  expect(areAlike(other, one)).toBe(expected);
});

test('a row is found by its Message-ID, whatever else of it differs', () => {
  const own = row('r', { messageId: '<M1-long-enough@mail.example>', sender: 'x@y.example' });
  expect(matched([mail('m1')], [own])).toEqual({ m1: ['r'] });
});

test('a row that two searches answered is one row', () => {
  const own = row('r', { messageId: '<m1-long-enough@mail.example>' });
  expect(matched([mail('m1')], [own, { ...own }])).toEqual({ m1: ['r'] });
});

test('two mails that share a Message-ID have a row each', () => {
  const both = { identifier: 'same-for-both@mail.example' };
  const rows = ['r1', 'r2'].map((id) => row(id, { messageId: '<same-for-both@mail.example>' }));
  expect(matched([mail('m1', both), mail('m2', both)], rows)).toEqual({ m1: ['r1'], m2: ['r2'] });
});

test('a mail whose Message-ID was replaced is found by sender, subject, recipient and time', () => {
  const own = row('r', { messageId: '<something-else@relay.example>', sentAt: after(240) });
  expect(matched([mail('m1')], [own])).toEqual({ m1: ['r'] });
});

test.each([
  ['later than five minutes', { sentAt: after(1000) }],
  ['of another subject', { subject: 'Disk is half full' }],
  ['of another sender', { sender: 'bob@customer.example' }],
  ['to another mailbox', { recipients: 'sales@ours.example' }],
])('a row without its Message-ID that is %s stays another mail’s', (_, about) => {
  expect(matched([mail('m1')], [row('r', about)])).toEqual({ m1: [] });
});

test('the row of the next mail does not stand for one that was lost', () => {
  const next = mail('m2', { sentAt: after(200), receivedAt: after(201) });
  const own = row('r', { messageId: '<m2-long-enough@mail.example>', sentAt: after(200) });
  expect(matched([mail('m1'), next], [own])).toEqual({ m1: [], m2: ['r'] });
});

test('a second row of the next mail does not, either', () => {
  const next = mail('m2', { sentAt: after(200), receivedAt: after(201) });
  const rows = [
    row('r1', { messageId: '<m2-long-enough@mail.example>', sentAt: after(200) }),
    row('r2', { sentAt: after(200), createdAt: after(300) }),
    row('r3', { messageId: '<replaced@relay.example>', sentAt: after(200) }),
  ];
  expect(matched([mail('m1'), next], rows)).toEqual({ m1: [], m2: ['r1', 'r2'] });
});

test('mails without Message-IDs get each their own row, by time', () => {
  const mails = [0, 120, 240].map((seconds, at) =>
    mail(`m${at}`, { identifier: null, sentAt: after(seconds), receivedAt: after(seconds) }),
  );
  const rows = [240, 0].map((seconds) => row(`r${seconds}`, { sentAt: after(seconds) }));
  expect(matched(mails, rows)).toEqual({ m0: ['r0'], m1: [], m2: ['r240'] });
});

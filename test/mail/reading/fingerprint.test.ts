import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import type { Attachment } from '../../../shared/mail/ports.ts';
import { fingerprint } from '../../../shared/mail/reading/fingerprint.ts';

const MAIL = {
  from: { name: 'Shop', address: 'shop@example.org' },
  subject: 'We are closed',
  text: 'We are closed today.',
  html: null,
  attachments: [],
};

const file = (content: string, type = 'application/pdf'): Attachment => ({
  ...{ name: 'scan.pdf', type, bytes: content.length, md5: '', sha256: content },
  ...{ isInline: false, contentId: null, open: () => Readable.from([content]) },
});

describe('Mails of a loop are equal', () => {
  test.each([
    ['with another mark in the subject', { subject: 'RE: AW: Re[2]:  We are closed' }],
    ['with the mark of a gateway', { subject: '[External] Re: We are closed' }],
    ['with full-width letters', { subject: 'Ｗｅ are closed' }],
    ['with another line wrapping', { text: 'We are\r\nclosed  today.\n' }],
    [
      'with ever more quoted',
      { text: 'We are closed today.\n\nOn Nov 22, 2026, at 10:00, a@b.test wrote:\n> Thank you.' },
    ],
    ['with an address in other letters', { from: { name: '', address: 'Shop@Example.org' } }],
    ['with HTML beside the text', { html: '<p>We are closed today.</p>' }],
    ['with the mail that a report is about', { attachments: [file('1', 'message/rfc822')] }],
    ['with a signature', { attachments: [file('1', 'application/pkcs7-signature')] }],
  ])('%s', (_name, change) => {
    expect(fingerprint({ ...MAIL, ...change })).toBe(fingerprint(MAIL));
  });
});

describe('Other mails are not', () => {
  test.each([
    ['of somebody else', { from: { name: 'Shop', address: 'other@example.org' } }],
    ['about something else', { subject: 'We are open' }],
    ['with another text', { text: 'We are open today.' }],
    ['without a sender', { from: null }],
    ['with something attached, as a scanner sends it', { attachments: [file('1')] }],
    ['of HTML alone', { text: '', html: '<p>A</p>' }],
    [
      'with parts that are joined to the same',
      { subject: '', text: 'We are closedWe are closed today.' },
    ],
  ])('%s', (_name, change) => {
    expect(fingerprint({ ...MAIL, ...change })).not.toBe(fingerprint(MAIL));
  });
  test('of other HTML alone', () => {
    const of = (html: string): string => fingerprint({ ...MAIL, text: '', html });
    expect(of('<p>A</p>')).not.toBe(of('<p>B</p>'));
  });
});

test('A fingerprint tells nothing of the mail', () => {
  expect(fingerprint(MAIL)).toMatch(/^[0-9a-f]{64}$/);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asAppError } from '../../../shared/errors.ts';
import type { SendRequest } from '../../../shared/mail/model/send-request.ts';
import { decodeBase64, isBase64 } from '../../../shared/mail/sending/base64.ts';
import { plainAddress } from '../../../shared/mail/sending/check-address.ts';
import { checkRequest } from '../../../shared/mail/sending/check-request.ts';
import { digestOf } from '../../../shared/mail/sending/digest.ts';
import { CARLA, person, requestOf } from './requests.ts';

const refusalOf = (request: SendRequest) => {
  try {
    checkRequest(request);
  } catch (thrown) {
    const { code, detail } = asAppError(thrown);
    return [code, detail];
  }
  throw new Error('the request was accepted');
};

const file = (changes: object = {}) => ({
  name: 'a.txt',
  type: 'text/plain',
  content: 'SGk=',
  ...changes,
});
const people = (count: number) =>
  Array.from({ length: count }, (_, nth) => person(`person-${nth}@customer.example`));

test.each<[string, Partial<SendRequest>, string, object]>([
  ['an empty key', { key: '' }, 'send_key_invalid', {}],
  ['a key of 201 characters', { key: 'x'.repeat(201) }, 'send_key_invalid', {}],
  ['a key with a line break', { key: 'a\nb' }, 'send_key_invalid', {}],
  ['no address', { to: [person('carla')] }, 'send_address_invalid', { field: 'to', place: '1' }],
  [
    'an address with a space',
    { to: [CARLA, person('car la@customer.example')] },
    'send_address_invalid',
    { field: 'to', place: '2' },
  ],
  ['two addresses in one', { cc: [person('a@x.example,b@x.example')] }, 'send_address_invalid', {}],
  ['an angle bracket', { bcc: [person('a@x.example>')] }, 'send_address_invalid', {}],
  ['a number for a host', { to: [person('a@127.0.0.1')] }, 'send_address_invalid', {}],
  ['a local part in kana', { to: [person('やまだ@x.example')] }, 'send_address_invalid', {}],
  ['a sender that is none', { from: person('support') }, 'send_address_invalid', { field: 'from' }],
  ['a reply-to that is none', { replyTo: person('@') }, 'send_address_invalid', {}],
  [
    'a line break in the subject',
    { subject: 'Hello\r\nBcc: a@evil.example' },
    'send_header_invalid',
    { field: 'subject' },
  ],
  [
    'a line break in a name',
    { to: [person('a@x.example', 'A\nBcc: b@evil.example')] },
    'send_header_invalid',
    { field: 'to', place: '1' },
  ],
  [
    'a line break in an address',
    { to: [person('a@x.example\r\nBcc: b@evil.example')] },
    'send_header_invalid',
    {},
  ],
  [
    'a line break in a file name',
    { attachments: [file({ name: 'a\r\nb' })] },
    'send_header_invalid',
    { field: 'attachments', place: '1' },
  ],
  ['a NUL in the subject', { subject: 'a\u0000' }, 'send_header_invalid', {}],
  ['no recipient', { to: [] }, 'send_recipient_missing', {}],
  [
    '101 recipients in all three fields',
    { to: people(50), cc: people(50), bcc: people(1) },
    'send_recipients_too_many',
    {},
  ],
  ['nothing to say', { text: ' \n', html: '' }, 'send_empty', {}],
  [
    'content that is no base64',
    { attachments: [file({ content: 'a*b' })] },
    'send_attachment_invalid',
    {},
  ],
  [
    'a type that is none',
    { attachments: [file({ type: 'text' })] },
    'send_attachment_invalid',
    { field: 'attachments', place: '1' },
  ],
  ['a file without a name', { attachments: [file({ name: ' ' })] }, 'send_attachment_invalid', {}],
  [
    'the id of a case as a file',
    { attachments: [{ fileId: '500000000000001AAA' }] },
    'send_attachment_invalid',
    {},
  ],
  [
    '40 MB of attachments',
    { attachments: [file({ content: 'AAAA'.repeat((40 * 1024 * 1024) / 3) })] },
    'send_too_large',
    {},
  ],
])('%s is refused', (_, changes, code, detail) => {
  const [refused, about] = refusalOf(requestOf(changes));
  expect(refused).toBe(code);
  expect(about).toMatchObject(detail);
});

test('100 recipients, a file of Salesforce alone, and 25 MB are accepted', () => {
  const accepted = [
    { to: people(98), cc: people(1), bcc: people(1) },
    { text: null, attachments: [{ fileId: '068000000000001AAA' }] },
    { attachments: [file({ content: 'AAAA'.repeat((25 * 1024 * 1024) / 3) })] },
  ];
  for (const changes of accepted) expect(() => checkRequest(requestOf(changes))).not.toThrow();
});

test.each([
  ['Carla@Kunde.Example', 'Carla@kunde.example'],
  ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
  ['ann@日本語.example', 'ann@xn--wgv71a119e.example'],
  ["o'neil+tag@x.example", "o'neil+tag@x.example"],
  ['ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example'],
  ['ann@x', null],
  ['ann@x..example', null],
  ['ann@-x.example', null],
  ['.ann@x.example', null],
  ['ann@x.example/path', null],
  ['ann@x.example:25', null],
  ['ann@user@x.example', null],
  ['"ann"@x.example', null],
  [`${'a'.repeat(65)}@x.example`, null],
  ['', null],
])('the address %s is %s', (address, plain) => {
  expect(plainAddress(address)).toBe(plain);
});

test('base64 is recognized and decoded as Node does, in whatever lines it comes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 80 }), (bytes, at) => {
      const text = Buffer.from(bytes).toString('base64');
      const lines = text.replaceAll(new RegExp(`.{${at}}`, 'g'), '$&\r\n');
      for (const each of [text, lines, text.replaceAll('=', '')]) {
        expect(isBase64(each)).toBe(true);
        expect(Buffer.concat([...decodeBase64(each)])).toEqual(Buffer.from(bytes));
      }
    }),
  );
  for (const wrong of ['A', 'AAA=A', 'A===', '=', 'AA-_', 'AAAA=']) {
    expect(isBase64(wrong)).toBe(false);
  }
});

test('the digest is of what is asked, not of who asks or in which order it is written', () => {
  const digest = digestOf(requestOf());
  expect(digestOf(requestOf({ key: 'key-2', caller: 'apex' }))).toBe(digest);
  const turned = Object.fromEntries(Object.entries(requestOf()).toReversed()) as SendRequest;
  expect(digestOf(turned)).toBe(digest);
  const changes: readonly Partial<SendRequest>[] = [
    { text: 'Another text' },
    { html: 'It is on its way.', text: null },
    { cc: [CARLA], to: [] },
    { caseId: '500000000000001AAA' },
    { attachments: [file()] },
    { attachments: [file({ content: 'SGk' })] },
    { answers: 'latest' },
    { from: person('help@example.com') },
  ];
  const digests = changes.map((change) => digestOf(requestOf(change)));
  expect(new Set([digest, ...digests]).size).toBe(changes.length + 1);
});

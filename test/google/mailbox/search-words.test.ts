import { expect, test } from '@jest/globals';
import { parseSearch } from '../../../local/google/gmail/search.ts';
import { searchWords } from '../../../shared/google/mailbox/search-words.ts';
import type { MailSearch } from '../../../shared/mail/ports.ts';

const NOTHING: MailSearch = { identifier: null, parties: [], subjectWords: [], span: null };
const wordsOf = (about: Partial<MailSearch>): string => searchWords({ ...NOTHING, ...about });

test('a search has each part in the operator that is for it', () => {
  expect(
    wordsOf({
      identifier: 'a.b+c@d.example',
      parties: [
        { address: 'ann@x.example', as: 'sender' },
        { address: '@x.example', as: 'either' },
      ],
      subjectWords: ['Invoice', '請求書'],
      span: { from: new Date(10_000), until: new Date(20_000) },
    }),
  ).toBe(
    'rfc822msgid:a.b+c@d.example from:"ann@x.example" {from:"x.example" to:"x.example" cc:"x.example" bcc:"x.example" deliveredto:"x.example"} subject:"Invoice" subject:"請求書" after:9 before:22 -in:drafts',
  );
});

const ATTACKS = [
  '" OR from:boss',
  '“ in:anywhere ”',
  '"} has:attachment {"',
  'x"subject:secret',
  '＂rfc822msgid:a＂',
  'x\\" -in:inbox',
  'line\r\nbreak',
  '\u202efrom:x',
];

test.each(ATTACKS)('no operator can be entered: %j', (attack) => {
  const q = wordsOf({ subjectWords: [attack] });
  expect(q).toMatch(/^subject:"[^"“”„‟«»＂\\\p{C}]*" -in:drafts$/u);
  expect(parseSearch(q)?.terms).toHaveLength(1);
  const identified = wordsOf({ identifier: `{${attack.replaceAll(/\s/g, '')}}@x` });
  expect(identified).toMatch(/^rfc822msgid:"[^"]*" -in:drafts$/);
});

import { describe, expect, test } from '@jest/globals';
import { isAddress, isSameMailbox, mailboxKeyOf, spellingsOf } from '../../shared/tokens/index.ts';
import { LEGAL_ADDRESSES } from '../support/addresses.ts';

describe('the address of a mailbox', () => {
  test.each(LEGAL_ADDRESSES)('is text, such as %s', (address) => {
    expect(isAddress(address)).toBe(true);
    expect(isSameMailbox(address, address)).toBe(true);
  });

  test.each([
    ['nothing', ''],
    ['a name alone', 'support'],
    ['no local part', '@example.com'],
    ['no domain', 'support@'],
    ['more than 254 characters', `${'a'.repeat(243)}@example.com`],
    ['a line break', 'support@example.com\nbcc: all@example.com'],
    ['a line break between quotes', '"a\nb"@example.com'],
    ['a NUL', 'support\0@example.com'],
    ['text that turns around', 'support\u202e@example.com'],
    ['half a character', '\ud800@example.com'],
    ['two addresses', 'support@example.com, sales@example.com'],
    ['a space around it', ' support@example.com'],
  ])('is not %s', (_what, text) => {
    expect(isAddress(text)).toBe(false);
  });
});

describe('two addresses are one mailbox', () => {
  test.each([
    ['Support@Example.com', 'support@example.COM'],
    ['maria.muster@googlemail.com', 'maria.muster@gmail.com'],
    ['MariaMuster@GMAIL.com', 'm.a.r.i.a.muster@googlemail.com'],
    ['info@b\u00fccher.example', 'info@xn--bcher-kva.example'],
    ['INFO@B\u00dcCHER.example', 'info@b\u00fccher.example'],
  ])('%s and %s', (one, other) => {
    expect(isSameMailbox(one, other)).toBe(true);
  });

  test.each([
    ['maria.muster@example.com', 'mariamuster@example.com', 'dots count in a Workspace'],
    ['a@gmail.com', 'a@gmail.com.evil.test', 'a domain that begins with Gmail’s'],
    ['a+b@gmail.com', 'a@gmail.com', 'nobody can sign in with an alias'],
    ['\u212aate@example.com', 'kate@example.com', 'the Kelvin sign is no k'],
    ['\u0130da@example.com', 'ida@example.com', 'a dotted capital I is no i'],
    ['a@\uff45xample.com', 'a@example.com', 'full-width letters are no ASCII'],
    ['ann@example.com', 'joann@example.com', 'another name'],
  ])('but not %s and %s: %s', (one, other) => {
    expect(isSameMailbox(one, other)).toBe(false);
  });

  test('has one key, which is an address', () => {
    expect(mailboxKeyOf('Maria.Muster@GoogleMail.com')).toBe('mariamuster@gmail.com');
    for (const address of LEGAL_ADDRESSES) expect(isAddress(mailboxKeyOf(address))).toBe(true);
  });

  test('is searched in an index by both domains of Gmail', () => {
    expect(spellingsOf('A.B@googlemail.com')).toEqual(['a.b@gmail.com', 'a.b@googlemail.com']);
    expect(spellingsOf('A.B@example.com')).toEqual(['a.b@example.com']);
  });
});

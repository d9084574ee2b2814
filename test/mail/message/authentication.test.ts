import { expect, test } from '@jest/globals';
import { authenticationIn } from '../../../shared/mail/message/authentication.ts';
import { headerFields } from '../../../shared/mail/message/header-fields.ts';

const found = (...lines: readonly string[]): string =>
  authenticationIn(
    headerFields(lines.join('\r\n')).all('authentication-results'),
    'taro@example.com',
  );

const gmail = (results: string): string => `Authentication-Results: mx.google.com;\r\n ${results}`;

test('DMARC passes or fails as Gmail says', () => {
  expect(found(gmail('dmarc=pass (p=NONE) header.from=example.com'))).toBe('pass');
  expect(found(gmail('spf=pass smtp.mailfrom=a@example.com; dmarc=fail (p=NONE)'))).toBe('fail');
});

test('DMARC of another domain than the sender’s says nothing for the sender', () => {
  expect(found(gmail('dmarc=pass (p=NONE) header.from=evil.test'))).toBe('fail');
  expect(found(gmail('dmarc=pass header.from=EXAMPLE.com'))).toBe('pass');
  expect(found(gmail('dmarc=pass header.from=bücher.example'))).toBe('pass');
});

test('A forged header below Gmail’s does not count', () => {
  const forged = 'Authentication-Results: mx.google.com; dmarc=pass';
  expect(found(gmail('dmarc=fail'), forged)).toBe('fail');
  expect(found(gmail('spf=none'), forged)).toBe('none');
});

test('Headers of other servers do not count', () => {
  expect(found('Authentication-Results: mx.example.com; dmarc=pass')).toBe('none');
  expect(found('Authentication-Results: mx.google.com.example.com; dmarc=pass')).toBe('none');
  expect(found('X-Authentication-Results: mx.google.com; dmarc=pass')).toBe('none');
});

test('Without DMARC, a signature or an envelope of the sender’s domain passes', () => {
  expect(found(gmail('dkim=pass header.i=@example.com header.s=k'))).toBe('pass');
  expect(found(gmail('dkim=pass header.d=mail.example.com'))).toBe('pass');
  expect(found(gmail('spf=pass (google.com: ok) smtp.mailfrom=bounce@example.com'))).toBe('pass');
});

test('Without DMARC, a signature or an envelope of another domain does not pass', () => {
  expect(found(gmail('dkim=pass header.i=@evil.test; spf=pass smtp.mailfrom=evil.test'))).toBe(
    'none',
  );
  expect(found(gmail('dkim=pass header.i=@notexample.com'))).toBe('none');
  expect(found(gmail('dkim=pass header.i=@com'))).toBe('none');
  expect(found(gmail('dkim=fail header.i=@example.com'))).toBe('none');
});

test('What stands in a comment is no result', () => {
  expect(found(gmail('spf=fail (; dmarc=pass (nested) x) smtp.mailfrom=x@evil.test'))).toBe('none');
});

test('Nothing is known of a mail without sender or header', () => {
  expect(authenticationIn(['mx.google.com; dmarc=pass'], null)).toBe('none');
  expect(found('From: taro@example.com')).toBe('none');
});

test('A method that nobody knows says nothing, even if an object of the language has a property of that name', () => {
  expect(found(gmail('constructor=pass header.d=evil.test'))).toBe('none');
  expect(found(gmail('constructor=pass; dmarc=pass header.from=example.com'))).toBe('pass');
});

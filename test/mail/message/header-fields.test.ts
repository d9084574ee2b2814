import { expect, test } from '@jest/globals';
import {
  bareValue,
  headerFields,
  parameterOf,
} from '../../../shared/mail/message/header-fields.ts';

test('Header fields are unfolded, by name in lower case, in the order in which they stand', () => {
  const fields = headerFields(
    'Received: one\r\nreceived: two\r\n and more\r\nno field\r\nEmpty:\r\n',
  );
  expect(fields.all('received')).toEqual(['one', 'two and more']);
  expect(fields.first('received')).toBe('one');
  expect(fields.first('empty')).toBe('');
  expect([fields.first('no field'), fields.all('x')]).toEqual([null, []]);
});

test('Of a field that is repeated without end a thousand values are kept', () => {
  expect(headerFields('A: b\r\n'.repeat(5000)).all('a')).toHaveLength(1000);
});

test('A Content-Type is read as its value and its parameters, also with a semicolon in quotation marks', () => {
  const type = 'Text/Calendar (an invitation); name="a; method=PUBLISH"; Method=REQUEST';
  expect(bareValue(type)).toBe('text/calendar');
  expect(parameterOf(type, 'method')).toBe('request');
  expect([parameterOf(type, 'charset'), parameterOf(null, 'charset')]).toEqual([null, null]);
});

import { describe, expect, test } from '@jest/globals';
import { beginOfDay, dayIn, isZone } from '../../../shared/mail/tracing/day-in-zone.ts';
import { readQuestion } from '../../../shared/mail/tracing/question.ts';

const NOW = new Date('2026-11-29T20:00:00Z');
const NOTHING = {
  address: '',
  from: '',
  to: '',
  subject: '',
  identifier: '',
  day: '',
  lastDay: '',
  zone: 'UTC',
};
const read = (about: Partial<typeof NOTHING>) => readQuestion({ ...NOTHING, ...about }, NOW);

describe('a question', () => {
  test('is of an address, words, a Message-ID, and the days of a time zone', () => {
    expect(
      read({
        address: ' Ann <Ann@Customer.example> ',
        from: '@customer.example',
        to: 'example.com',
        subject: '  Re:  Invoice — 請求書 invoice',
        identifier: '<a.b@c>',
        day: '2026-11-27',
        zone: 'Asia/Tokyo',
      }),
    ).toEqual({
      identifier: 'a.b@c',
      parties: [
        { address: 'ann@customer.example', as: 'either' },
        { address: '@customer.example', as: 'sender' },
        { address: '@example.com', as: 'recipient' },
      ],
      subjectWords: ['Re:', 'Invoice', '請求書', 'invoice'],
      span: { from: new Date('2026-11-26T15:00Z'), until: new Date('2026-11-27T15:00Z') },
    });
  });

  test('without a day is of the last seven, and of a Message-ID of any', () => {
    expect(read({ subject: 'hello', zone: 'Asia/Tokyo' })).toMatchObject({
      span: { from: new Date('2026-11-23T15:00Z'), until: new Date('2026-11-30T15:00Z') },
    });
    expect(read({ identifier: 'a@b.example' })).toMatchObject({ span: null });
  });

  test.each([
    ['nothing', {}, 'address', 'trace_empty'],
    ['only a day', { day: '2026-11-27' }, 'address', 'trace_empty'],
    ['ten thousand characters', { subject: 'x'.repeat(10_000) }, 'subject', 'trace_too_long'],
    ['an address without a domain', { address: 'ann' }, 'address', 'trace_address_invalid'],
    ['two addresses', { address: 'a@b.example c@d.example' }, 'address', 'trace_address_invalid'],
    ['an operator', { address: 'from:a@b.example' }, 'address', 'trace_address_invalid'],
    ['a quotation mark', { from: 'a"b@c.example' }, 'from', 'trace_address_invalid'],
    ['a bracket', { to: '{a@b.example' }, 'to', 'trace_address_invalid'],
    ['signs alone', { subject: '— ! "' }, 'subject', 'trace_subject_invalid'],
    [
      'too many words',
      { subject: 'a b c d e f g h i j k l m n o p q r s t u' },
      'subject',
      'trace_subject_invalid',
    ],
    [
      'a Message-ID with white space',
      { identifier: 'a @b' },
      'identifier',
      'trace_identifier_invalid',
    ],
    [
      'a Message-ID with a quotation mark',
      { identifier: 'a"@b' },
      'identifier',
      'trace_identifier_invalid',
    ],
    ['a day that does not exist', { subject: 'x', day: '2026-02-30' }, 'day', 'trace_day_invalid'],
    ['no day at all', { subject: 'x', lastDay: 'tomorrow' }, 'lastDay', 'trace_day_invalid'],
    ['a day to come', { subject: 'x', day: '2026-11-30' }, 'day', 'trace_day_future'],
    [
      'days the wrong way round',
      { subject: 'x', day: '2026-11-20', lastDay: '2026-11-19' },
      'lastDay',
      'trace_days_reversed',
    ],
    [
      'too many days',
      { subject: 'x', day: '2026-10-01', lastDay: '2026-11-01' },
      'lastDay',
      'trace_span_too_long',
    ],
    ['a time zone of nowhere', { subject: 'x', zone: 'Mars/Base' }, 'zone', 'trace_zone_unknown'],
  ])('with %s is refused', (_, about, field, code) => {
    expect(read(about)).toEqual({ field, code });
  });

  test('of a day that has begun in Tokyo is answered, although it has not in UTC', () => {
    expect(read({ subject: 'x', day: '2026-11-30', zone: 'Asia/Tokyo' })).not.toHaveProperty(
      'code',
    );
  });
});

describe('a day in a time zone', () => {
  test.each([
    ['UTC', '2026-11-29', '2026-11-29T00:00:00.000Z'],
    ['Asia/Tokyo', '2026-11-29', '2026-11-28T15:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-29', '2026-11-28T18:15:00.000Z'],
    ['America/St_Johns', '2026-07-01', '2026-07-01T02:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-29', '2026-11-28T10:00:00.000Z'],
    // Clocks go forward and back on these days.
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00.000Z'],
    // At midnight itself: the day begins at one o'clock.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
  ])('%s %s begins at %s', (zone, day, begins) => {
    const at = beginOfDay(zone, day);
    expect(at?.toISOString()).toBe(begins);
    expect(dayIn(zone, at ?? NOW)).toBe(day);
    expect(dayIn(zone, new Date((at ?? NOW).getTime() - 1))).not.toBe(day);
  });

  test('is none where there is no such day or zone', () => {
    expect(['2026-02-29', '2026-13-01', '26-1-1', ''].map((day) => beginOfDay('UTC', day))).toEqual(
      [null, null, null, null],
    );
    expect(['Asia/Tokyo', 'Mars/Base', ''].map(isZone)).toEqual([true, false, false]);
  });
});

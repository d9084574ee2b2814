import { describe, expect, test } from '@jest/globals';
import { messageOf } from '../../shared/notifications/message.ts';
import { MESSAGES } from '../../shared/notifications/message-templates.ts';
import { AUDIT_EVENT_KINDS, type AuditEvent } from '../../shared/tokens/index.ts';
import { sampleEvent } from './harness.ts';

const at = new Date('2026-01-31T09:17:00Z');
const URL = 'https://mail.example.com/setup-page';
const told = (about: Partial<AuditEvent>) =>
  JSON.parse(messageOf(sampleEvent(at, about), URL).body);

const PROPERTIES = [
  'connectionId',
  'mailbox',
  'status',
  'cause',
  'actor',
  'titleEn',
  'titleJa',
  'explanationEn',
  'explanationJa',
  'failingSince',
  'setupUrl',
];

describe.each(AUDIT_EVENT_KINDS)('%s', (kind) => {
  test.each([
    ['of a connection', {}],
    ['without a failure', { failure: null, consentedAt: null }],
    ['of the fleet', { connectionId: null, address: null }],
  ])('%s has every property, each a string', (_, about) => {
    const { type, timestamp, data } = told({ kind, ...about });
    expect(type).toMatch(/^(connection|fleet)\.[a-z_]+$/);
    expect(timestamp).toBe('2026-01-31T09:17:00.000Z');
    expect(Object.keys(data)).toEqual(PROPERTIES);
    for (const value of Object.values(data)) expect(typeof value).toBe('string');
    for (const name of ['actor', 'titleEn', 'explanationEn', 'setupUrl']) {
      expect(data[name]).not.toBe('');
    }
    for (const name of ['titleJa', 'explanationJa']) expect(data[name]).toMatch(/[぀-ヿ]/u);
  });

  test('is the same bytes each time, and small', () => {
    const event = sampleEvent(at, { kind });
    expect(messageOf(event, URL)).toEqual(messageOf(structuredClone(event), URL));
    expect(messageOf(event, URL).id).toBe('event-1');
    expect(Buffer.byteLength(messageOf(event, URL).body)).toBeLessThan(20_000);
  });

  test('is polite in Japanese, as the diagnoses are', () => {
    const sentences = MESSAGES[kind].explanation.ja.replaceAll(/（[^）]*）/g, '').split('。');
    for (const sentence of sentences.filter(Boolean)) {
      expect(sentence).toMatch(/(です|ます|ません|ました|でした|ください)$/);
    }
  });
});

test('each kind has a type of its own', () => {
  const types = AUDIT_EVENT_KINDS.map((kind) => MESSAGES[kind].type);
  expect(new Set(types).size).toBe(types.length);
});

test('a failure is told in the words of its diagnosis', () => {
  expect(told({}).data).toMatchObject({
    status: 'needs_reconnect',
    cause: 'grant_revoked',
    actor: 'mailbox_owner',
    failingSince: '2026-01-31T09:17:00.000Z',
  });
});

test('the calendar tells why a grant ended a week after the consent', () => {
  const consentedAt = new Date('2026-01-24T09:17:00Z');
  expect(told({ consentedAt }).data).toMatchObject({ cause: 'testing_seven_days' });
});

test('a recovery says what has ended, and that nobody need act', () => {
  expect(told({ kind: 'recovered' }).data).toMatchObject({
    status: 'active',
    cause: 'grant_revoked',
    actor: 'nobody',
    titleEn: 'A mailbox works again',
    failingSince: '2026-01-31T09:17:00.000Z',
  });
});

test('Google’s words, and whoever did it, stay here', () => {
  const { body } = messageOf(sampleEvent(at, { by: 'marked@example.com' }), URL);
  expect(body).not.toContain('expired or revoked');
  expect(body).not.toContain('marked');
});

import { describe, expect, test } from '@jest/globals';
import { messageOf } from '../../shared/notifications/message.ts';
import { MESSAGES } from '../../shared/notifications/message-templates.ts';
import { AUDIT_EVENT_KINDS, type AuditEvent, isNotified } from '../../shared/tokens/index.ts';
import { sampleEvent } from './harness.ts';

const at = new Date('2026-01-31T09:17:00Z');
const URL = 'https://mail.example.com/setup-page';
const messageAbout = (about: Partial<AuditEvent>) =>
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
  'accessEndsAt',
  'failingSince',
  'setupUrl',
];

const NOTIFIED = AUDIT_EVENT_KINDS.filter(isNotified);

describe.each(NOTIFIED)('%s', (kind) => {
  test.each([
    ['of a connection', {}],
    ['without a failure', { failure: null, consentedAt: null }],
    ['of the fleet', { connectionId: null, address: null }],
  ])('%s has every property, each a string', (_, about) => {
    const { type, timestamp, data } = messageAbout({ kind, ...about });
    expect(type).toMatch(/^(connection|fleet|mail|org)\.[a-z_]+$/);
    expect(timestamp).toBe('2026-01-31T09:17:00.000Z');
    expect(Object.keys(data)).toEqual(PROPERTIES);
    for (const value of Object.values(data)) expect(typeof value).toBe('string');
    for (const name of ['actor', 'titleEn', 'explanationEn', 'setupUrl']) {
      expect(data[name]).not.toBe('');
    }
    for (const name of ['titleJa', 'explanationJa']) expect(data[name]).toMatch(/[぀-ヿ]/u);
  });

  test('is the same small text each time', () => {
    const event = sampleEvent(at, { kind });
    expect(messageOf(event, URL)).toEqual(messageOf(structuredClone(event), URL));
    expect(messageOf(event, URL).id).toBe('event-1');
    expect(Buffer.byteLength(messageOf(event, URL).body)).toBeLessThan(20_000);
  });

  test('is polite in Japanese, like the diagnoses', () => {
    const sentences = MESSAGES[kind].explanation.ja.replaceAll(/\([^)]*\)/g, '').split('。');
    for (const sentence of sentences.filter(Boolean)) {
      expect(sentence).toMatch(/(です|ます|ません|ました|でした|ください)$/);
    }
  });
});

test('gives each kind a different type', () => {
  const types = NOTIFIED.map((kind) => MESSAGES[kind].type);
  expect(new Set(types).size).toBe(types.length);
});

test('describes a failure in the words of its diagnosis', () => {
  expect(messageAbout({}).data).toMatchObject({
    status: 'needs_reconnect',
    cause: 'grant_revoked',
    actor: 'mailbox_owner',
    failingSince: '2026-01-31T09:17:00.000Z',
  });
});

test('infers why a grant ended a week after the consent', () => {
  const consentedAt = new Date('2026-01-24T09:17:00Z');
  expect(messageAbout({ consentedAt }).data).toMatchObject({ cause: 'testing_seven_days' });
});

test('says of a recovery what has ended, and that nobody needs to act', () => {
  expect(messageAbout({ kind: 'recovered' }).data).toMatchObject({
    status: 'active',
    cause: 'grant_revoked',
    actor: 'nobody_retry',
    titleEn: 'A mailbox works again',
    failingSince: '2026-01-31T09:17:00.000Z',
  });
});

test('contains neither Google’s words nor the name of the person who acted', () => {
  const { body } = messageOf(sampleEvent(at, { by: 'marked@example.com' }), URL);
  expect(body).not.toContain('expired or revoked');
  expect(body).not.toContain('marked');
});

import { describe, expect, test } from '@jest/globals';
import { readTrouble, troubleOf } from '../../shared/diagnosis/index.ts';
import { sampleConnection } from '../support/samples.ts';

const since = new Date('2026-01-01T00:10:00Z');
const away = {
  code: 'google_unavailable',
  upstream: null,
  since,
  attempts: 1,
  wholeDomain: false,
} as const;

describe('the line under which a mailbox stands', () => {
  test('is the cause of its failure', () => {
    expect(troubleOf(sampleConnection({ failure: away }))).toBe('google_unavailable');
  });

  test('is none while it works, or is disconnected', () => {
    expect(troubleOf(sampleConnection())).toBeNull();
    expect(troubleOf(sampleConnection({ failure: away, status: 'disconnected' }))).toBeNull();
  });

  test('names the domain where a Workspace administrator acts', () => {
    const code = 'address_outside_domains';
    const mailbox = { ...sampleConnection().mailbox, address: 'a@Sub.Example.com' };
    const line = troubleOf(sampleConnection({ mailbox, failure: { ...away, code } }));
    expect(line).toMatch(/^[a-z_]+(@sub\.example\.com)?$/);
    const read = readTrouble(line ?? '');
    expect(read.domain !== null).toBe(read.diagnosis.actor === 'workspace_admin');
  });

  test('is that of a mailbox that waits for its owner when why was not kept', () => {
    expect(troubleOf(sampleConnection({ status: 'needs_reconnect' }))).toBe('reconnect_needed');
  });

  test('is read back, also from a release that knew other causes', () => {
    expect(readTrouble('domain_refused@a.example')).toMatchObject({
      diagnosis: { cause: 'domain_refused' },
      domain: 'a.example',
    });
    expect(readTrouble('a_cause_of_tomorrow')).toMatchObject({
      diagnosis: { cause: 'google_unrecognised' },
      domain: null,
    });
  });
});

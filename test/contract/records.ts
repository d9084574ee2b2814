import { describe, expect, test } from '@jest/globals';
import { RUN_RECORD, type Run } from '../../shared/jobs/run.ts';
import {
  FLEET_RECORD,
  type Fleet,
  LINK_RECORD,
  type PendingLink,
  SECURITY_EVENT_RECORD,
} from '../../shared/tokens/index.ts';
import { sampleConnection, sampleEvent } from '../support/samples.ts';
import { at, NOBODYS_IDS, type Subject } from './subject.ts';

const FLEET: Fleet = {
  tallies: [{ minute: at('00:10:00'), succeeded: 3, failed: { 'grant_refused invalid_grant': 2 } }],
  succeededAt: at('00:10:30'),
  noCanaryAt: at('00:08:00'),
  credential: 'oauth_client',
  lastFailure: { code: 'grant_refused', upstream: null },
  breaker: {
    signature: 'grant_refused invalid_grant',
    code: 'grant_refused',
    upstream: null,
    since: at('00:11:00'),
    trials: 5,
  },
  probeFault: { code: 'gmail_refused', upstream: null, since: at('00:12:00') },
  domains: {
    'example.com': { firstAt: at('00:09:00'), refused: 2, connectionIds: ['a', 'b'], succeeded: 0 },
  },
};
const RUN: Run = {
  job: 'label-probe',
  startedAt: at('00:10:00'),
  reportedAt: at('00:11:00'),
  endedAt: null,
  due: 9,
  done: 4,
  counts: { 問題なし: 3, failing: 1 },
};

const LINK: PendingLink = {
  id: 'link-1',
  mailbox: 'support@example.com',
  connectionId: null,
  profile: 'send',
  begunBy: 'admin@example.com',
  madeAt: at('00:10:00'),
  expiresAt: at('00:20:00'),
  openedAt: at('00:11:00'),
  endedAt: null,
};

/** Small records by kind and id. */
export function recordsContract(subject: Subject): void {
  const securityEvent = (id: string, expiresAt: Date | null = null) =>
    ({
      kind: SECURITY_EVENT_RECORD,
      id,
      value: { receivedAt: at('00:10:00') },
      expiresAt,
    }) as const;
  const run = (id: string, value: Run = RUN) =>
    ({ kind: RUN_RECORD, id, value, expiresAt: null }) as const;

  describe('records', () => {
    test('of each kind are read as they were written, after a reopen', async () => {
      const { store } = subject;
      await store.writeRecord(
        { kind: FLEET_RECORD, id: 'current', value: FLEET, expiresAt: null },
        null,
      );
      await store.writeRecord(run('current'), null);
      await store.writeRecord(securityEvent('current', at('00:20:00')), null);
      await store.writeRecord(
        { kind: LINK_RECORD, id: LINK.id, value: LINK, expiresAt: LINK.expiresAt },
        null,
      );
      await subject.reopen();
      const read = subject.store;
      expect(await read.listRecords(LINK_RECORD)).toEqual([LINK]);
      expect((await read.readRecord(FLEET_RECORD, 'current'))?.value).toEqual(FLEET);
      expect((await read.readRecord(RUN_RECORD, 'current'))?.value).toEqual(RUN);
      expect((await read.readRecord(SECURITY_EVENT_RECORD, 'current'))?.value).toEqual(
        securityEvent('current').value,
      );
    });

    test('are written by compare-and-set', async () => {
      const first = await subject.store.writeRecord(run('a'), null);
      expect(await subject.store.writeRecord(run('a'), null)).toBeNull();
      const second = await subject.store.writeRecord(run('a', { ...RUN, done: 5 }), first);
      expect(await subject.store.writeRecord(run('a', { ...RUN, done: 6 }), first)).toBeNull();
      expect(await subject.store.readRecord(RUN_RECORD, 'a')).toEqual({
        value: { ...RUN, done: 5 },
        revision: second,
      });
      expect(await subject.store.writeRecord(run('b'), '7')).toBeNull();
    });

    test('are created by one of many callers', async () => {
      const other = await subject.another();
      const wins = await Promise.all(
        Array.from({ length: 20 }, (_, nth) =>
          (nth % 2 ? subject.store : other).writeRecord(securityEvent('jti'), null),
        ),
      );
      expect(wins.filter((won) => won !== null)).toHaveLength(1);
    });

    test('may have any id, since ids come from outside', async () => {
      const ids = [...NOBODYS_IDS, 'a', 'A', 'a~b', '~', 'a b', '%', 'run~a'];
      const wins = await Promise.all(
        ids.map((id) => subject.store.writeRecord(securityEvent(id), null)),
      );
      expect(wins).not.toContain(null);
      for (const id of ids) {
        expect(await subject.store.readRecord(SECURITY_EVENT_RECORD, id)).not.toBeNull();
        expect(await subject.store.readRecord(RUN_RECORD, id)).toBeNull();
      }
      expect(await subject.store.listRecords(SECURITY_EVENT_RECORD)).toHaveLength(ids.length);
    });

    test('are all listed by kind', async () => {
      expect(await subject.store.listRecords(RUN_RECORD)).toEqual([]);
      await subject.store.writeRecord(securityEvent('a'), null);
      const runs = Array.from({ length: 16 }, (_, done) => ({ ...RUN, done }));
      for (const each of runs) await subject.store.writeRecord(run(`run-${each.done}`, each), null);
      const listed = await subject.store.listRecords(RUN_RECORD);
      expect(listed.toSorted((one, other) => one.done - other.done)).toEqual(runs);
    });

    test('are deleted when they expire, and events after 400 days', async () => {
      const { store } = subject;
      await store.writeRecord(securityEvent('soon', at('00:20:00')), null);
      await store.writeRecord(securityEvent('later', at('00:40:00')), null);
      await store.writeRecord(run('never'), null);
      await store.writeConnection(sampleConnection(), null, sampleEvent());
      expect(await store.forgetExpired(at('00:20:00'))).toBe(0);
      expect(await store.forgetExpired(at('00:30:00'))).toBe(1);
      expect(await store.readRecord(SECURITY_EVENT_RECORD, 'soon')).toBeNull();
      expect(await store.readRecord(SECURITY_EVENT_RECORD, 'later')).not.toBeNull();
      expect(await store.forgetExpired(new Date('2027-02-05T00:30:00Z'))).toBe(1);
      expect(await store.readEvent('event-1')).not.toBeNull();
      expect(await store.forgetExpired(new Date('2027-02-05T00:30:01Z'))).toBe(1);
      expect(await store.readEvent('event-1')).toBeNull();
      expect(await store.readRecord(RUN_RECORD, 'never')).not.toBeNull();
      expect(await store.writeRecord(securityEvent('soon'), null)).not.toBeNull();
    });
  });
}

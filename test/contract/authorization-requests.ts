import { describe, expect, test } from '@jest/globals';
import { sampleAnswered, sampleLinked } from '../support/samples.ts';
import { at, NOBODYS_IDS, type Subject } from './subject.ts';

/** Pending authorizations, each of which passes each stage once. */
export function authorizationRequestsContract(subject: Subject): void {
  describe('authorization requests', () => {
    test('reads an unknown request as null', async () => {
      expect(await subject.store.readRequest('nobody')).toBeNull();
    });

    test('returns every stage as it was written, after a reopen', async () => {
      const answered = sampleAnswered('answered');
      const { id: _, ...rest } = sampleLinked();
      const settled = {
        ...rest,
        id: 'settled',
        stage: 'settled' as const,
      };
      const ended = {
        ...settled,
        id: 'ended',
        browser: 'browser-digest',
        outcome: { kind: 'connected' as const, connectionId: 'connection-1' },
      };
      for (const request of [sampleLinked('linked'), answered, settled, ended]) {
        await subject.store.writeRequest(request, null);
      }
      await subject.reopen();
      expect((await subject.store.readRequest('linked'))?.value).toEqual(sampleLinked('linked'));
      expect((await subject.store.readRequest('answered'))?.value).toEqual(answered);
      expect((await subject.store.readRequest('settled'))?.value).toEqual(settled);
      expect((await subject.store.readRequest('ended'))?.value).toEqual(ended);
    });

    test('lets one of many callers consume a request', async () => {
      const revision = await subject.store.writeRequest(sampleLinked(), null);
      const other = await subject.another();
      const wins = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          (i % 2 ? subject.store : other).writeRequest(sampleAnswered(), revision),
        ),
      );
      expect(wins.filter((won) => won !== null)).toHaveLength(1);
    });

    test('finds parked answers until they are settled', async () => {
      const revision = await subject.store.writeRequest(sampleAnswered(), null);
      await subject.store.writeRequest(sampleLinked('linked'), null);
      expect(await subject.store.parkedRequests({ before: at('00:01:00'), limit: 9 })).toEqual([]);
      expect(await subject.store.parkedRequests({ after: at('00:02:00'), limit: 9 })).toEqual([]);
      expect(await subject.store.parkedRequests({ after: at('00:01:00'), limit: 9 })).toHaveLength(
        1,
      );
      expect(await subject.store.parkedRequests({ before: at('00:02:00'), limit: 9 })).toEqual([
        'request-1',
      ]);
      await subject.store.writeRequest(sampleLinked(), revision);
      expect(await subject.store.parkedRequests({ before: at('00:02:00'), limit: 9 })).toEqual([]);
    });

    test('deletes expired requests, and parked answers only when they are old', async () => {
      await subject.store.writeRequest(sampleAnswered('parked'), null);
      await subject.store.writeRequest(sampleLinked('linked'), null);
      const parkedBefore = at('00:01:00');
      expect(await subject.store.forgetRequests({ before: at('00:09:00'), parkedBefore })).toBe(0);
      expect(await subject.store.forgetRequests({ before: at('00:11:00'), parkedBefore })).toBe(1);
      expect(await subject.store.readRequest('linked')).toBeNull();
      expect(await subject.store.readRequest('parked')).not.toBeNull();
      const later = { before: at('00:00:00'), parkedBefore: at('00:02:00') };
      expect(await subject.store.forgetRequests(later)).toBe(1);
    });

    test.each(NOBODYS_IDS)('finds nothing under the id %p', async (id) => {
      expect(await subject.store.readRequest(id)).toBeNull();
    });
  });
}

import { describe, expect, test } from '@jest/globals';
import {
  ALL_SHARDS,
  PROBE_DUE,
  REFRESH_DUE,
  shardOf,
  shardsOf,
} from '../../shared/tokens/index.ts';
import { sampleConnection } from '../support/samples.ts';
import { at, put, type Subject } from './subject.ts';

/** The searches of the scheduled functions: due refreshes and due probes. */
export function dueContract(subject: Subject): void {
  describe.each([
    ['refreshDueAt', REFRESH_DUE, 'probeDueAt'],
    ['probeDueAt', PROBE_DUE, 'refreshDueAt'],
  ] as const)('due by %s', (field, index, another) => {
    const dueAt = (id: string, time: Date | null) =>
      sampleConnection({ id, [field]: time, [another]: null });

    test('lists only what is due, the longest overdue first', async () => {
      await put(
        subject,
        dueAt('late', at('00:20:00')),
        dueAt('later', at('00:10:00')),
        dueAt('now', at('00:30:00')),
        dueAt('soon', at('00:40:00')),
        dueAt('never', null),
        sampleConnection({ id: 'other', [field]: null, [another]: at('00:10:00') }),
      );
      const due = { before: at('00:30:00'), shards: ALL_SHARDS };
      const found = await subject.store.due(index, { ...due, limit: 9 });
      expect(found).toEqual(['later', 'late', 'now']);
      expect(await subject.store.due(index, { ...due, limit: 1 })).toEqual(['later']);
    });

    test('lists what is due only after a moment, the earliest first', async () => {
      await put(
        subject,
        dueAt('now', at('00:30:00')),
        dueAt('later', at('00:50:00')),
        dueAt('soon', at('00:40:00')),
        dueAt('never', null),
      );
      const asked = { after: at('00:30:00'), shards: ALL_SHARDS };
      expect(await subject.store.due(index, { ...asked, limit: 9 })).toEqual(['soon', 'later']);
      expect(await subject.store.due(index, { ...asked, limit: 1 })).toEqual(['soon']);
      expect(await subject.store.due(index, { ...asked, shards: [], limit: 9 })).toEqual([]);
    });

    test('lists a rewritten connection by its new due time', async () => {
      const revision = await subject.store.writeConnection(dueAt('a', at('00:10:00')), null);
      await subject.store.writeConnection(dueAt('a', at('00:50:00')), revision);
      const dueBefore = (before: Date) =>
        subject.store.due(index, { before, limit: 9, shards: ALL_SHARDS });
      expect(await dueBefore(at('00:40:00'))).toEqual([]);
      expect(await dueBefore(at('00:50:00'))).toEqual(['a']);
    });

    test('finds a connection in its own shard only', async () => {
      const ids = Array.from({ length: 40 }, (_, nth) => `connection-${nth}`);
      await put(subject, ...ids.map((id) => dueAt(id, at('00:10:00'))));
      const dueIn = (shards: readonly number[]) =>
        subject.store.due(index, { before: at('00:30:00'), limit: 99, shards });
      const halves = [0, 1].map((shard) => shardsOf({ shard, shards: 2 }));
      const [even = [], odd = []] = await Promise.all(halves.map(dueIn));
      expect([...even, ...odd].toSorted()).toEqual(ids.toSorted());
      for (const id of even) expect(halves[0]).toContain(shardOf(id));
      expect(await dueIn([])).toEqual([]);
      const all = await subject.store.due(index, { before: at('00:30:00'), limit: 99 });
      expect(all.toSorted()).toEqual(ids.toSorted());
    });
  });
}

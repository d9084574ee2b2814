import { describe, expect, test } from '@jest/globals';
import { type AuditEvent, SECURITY_EVENT_RECORD, type Store } from '../../shared/tokens/index.ts';
import { sampleConnection, sampleEvent } from '../support/samples.ts';
import { at, type Subject } from './subject.ts';

type Write = (
  store: Store,
  revision: string | null,
  event?: AuditEvent | null,
) => Promise<string | null>;

const value = { receivedAt: at('00:10:00') };
const writes: [string, Write][] = [
  ['a connection', (store, ...rest) => store.writeConnection(sampleConnection(), ...rest)],
  [
    'a record',
    (store, ...rest) =>
      store.writeRecord({ kind: SECURITY_EVENT_RECORD, id: 'a', value, expiresAt: null }, ...rest),
  ],
];

/** An event that is written with a record is stored if and only if the record is. */
export function eventsAlongContract(subject: Subject): void {
  describe.each(writes)('an event that is written with %s', (_, write) => {
    const stored = async (): Promise<string[]> => {
      const events = await subject.store.listEvents({ connectionId: null, limit: 99 });
      return events.map(({ id }) => id);
    };

    test('is stored with it, whether the record is new or not', async () => {
      const first = await write(subject.store, null, sampleEvent({ id: 'first' }));
      expect(await stored()).toEqual(['first']);
      const second = await write(subject.store, first, sampleEvent({ id: 'second' }));
      expect(second).not.toBeNull();
      expect((await stored()).toSorted()).toEqual(['first', 'second']);
      expect((await subject.store.readEvent('second'))?.value).toEqual(
        sampleEvent({ id: 'second' }),
      );
    });

    test('is not stored when none is given', async () => {
      await write(subject.store, await write(subject.store, null), null);
      expect(await stored()).toEqual([]);
    });

    test('is not stored when the write is refused', async () => {
      expect(await write(subject.store, '7', sampleEvent({ id: 'never was' }))).toBeNull();
      const first = await write(subject.store, null);
      await write(subject.store, first);
      expect(await write(subject.store, null, sampleEvent({ id: 'exists' }))).toBeNull();
      expect(await write(subject.store, first, sampleEvent({ id: 'stale' }))).toBeNull();
      expect(await stored()).toEqual([]);
    });

    test('is not replaced by another event with its id, and then nothing is written', async () => {
      const first = await write(subject.store, null, sampleEvent());
      const again = write(subject.store, first, sampleEvent({ by: 'somebody' }));
      await expect(again).rejects.toMatchObject({ code: 'store_conflict' });
      expect((await subject.store.readEvent('event-1'))?.value).toEqual(sampleEvent());
      expect(await write(subject.store, first)).not.toBeNull();
    });

    test('is the winner’s only, when many write at the same time', async () => {
      const other = await subject.another();
      let revision: string | null = null;
      // The first write is new, the second replaces it.
      for (const round of [1, 2]) {
        const won = await Promise.all(
          Array.from({ length: 20 }, async (_, nth) => {
            const id = `${round}-${nth}`;
            const written = await write(
              nth % 2 ? subject.store : other,
              revision,
              sampleEvent({ id }),
            );
            return { id, written };
          }),
        );
        const winners = won.filter(({ written }) => written !== null);
        expect(winners).toHaveLength(1);
        expect((await stored()).filter((id) => id.startsWith(`${round}-`))).toEqual(
          winners.map(({ id }) => id),
        );
        revision = winners[0]?.written ?? null;
      }
    });
  });
}

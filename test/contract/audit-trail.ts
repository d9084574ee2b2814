import { describe, expect, test } from '@jest/globals';
import { type AuditEvent, type EventFilter, NOTIFICATION_DUE } from '../../shared/tokens/index.ts';
import { sampleConnection, sampleEvent } from '../support/samples.ts';
import { at, NOBODYS_IDS, type Subject } from './subject.ts';

/** The events, and their due notifications. */
export function auditTrailContract(subject: Subject): void {
  /** Stores each event with the write of a connection, as the port requires. */
  const store = async (...events: AuditEvent[]): Promise<void> => {
    for (const event of events) {
      const connection = sampleConnection({ id: `written-with-${event.id}` });
      await subject.store.writeConnection(connection, null, event);
    }
  };
  const idsOf = (events: readonly AuditEvent[]) => events.map(({ id }) => id);

  describe('the audit trail', () => {
    test('lists the newest event first, for all connections or one', async () => {
      await store(
        sampleEvent({ id: 'second', at: at('00:20:00') }),
        sampleEvent({ id: 'first', at: at('00:10:00') }),
        sampleEvent({ id: 'third', at: at('00:30:00'), connectionId: 'another' }),
        sampleEvent({ id: 'fleet', at: at('00:40:00'), kind: 'fleet_paused', connectionId: null }),
      );
      const listed = async (connectionId: string | null, limit = 9) =>
        idsOf(await subject.store.listEvents({ connectionId, limit }));
      expect(await listed(null)).toEqual(['fleet', 'third', 'second', 'first']);
      expect(await listed(null, 2)).toEqual(['fleet', 'third']);
      expect(await listed('connection-1')).toEqual(['second', 'first']);
      expect(await listed('connection-1', 1)).toEqual(['second']);
      expect(await listed('another')).toEqual(['third']);
      expect(await listed('nobody')).toEqual([]);
    });

    test('has all events of one instant', async () => {
      await store(...['a', 'b', 'c'].map((id) => sampleEvent({ id })));
      const events = await subject.store.listEvents({ connectionId: null, limit: 9 });
      expect(idsOf(events).toSorted()).toEqual(['a', 'b', 'c']);
    });

    test.each([null, 'connection-1'])(
      'is read page by page, events of one instant included (of %p)',
      async (connectionId) => {
        const instants = ['00:10:00', '00:20:00', '00:20:00', '00:20:00', '00:30:00'];
        await store(...instants.map((time, n) => sampleEvent({ id: `e-${n}`, at: at(time) })));
        const seen: string[] = [];
        let [after, pages]: [string | null, number] = [null, 0];
        do {
          const page = await subject.store.pageEvents({ connectionId, after, limit: 2 });
          seen.push(...idsOf(page.items));
          expect(page.unreadable).toBe(0);
          [after, pages] = [page.next, pages + 1];
        } while (after !== null);
        expect(pages).toBe(3);
        expect(seen).toEqual(['e-4', 'e-3', 'e-2', 'e-1', 'e-0']);
        const listed = await subject.store.listEvents({ connectionId, limit: 9 });
        expect(new Set(idsOf(listed))).toEqual(new Set(seen));
      },
    );

    test('is read back to the newest page by page', async () => {
      await store(
        ...[1, 2, 3, 4, 5].map((n) => sampleEvent({ id: `e-${n}`, at: at(`00:1${n}:00`) })),
      );
      const page = (asked: { after?: string | null; before?: string | null }) =>
        subject.store.pageEvents({ connectionId: null, after: null, limit: 2, ...asked });
      const first = await page({});
      const second = await page({ after: first.next });
      const third = await page({ after: second.next });
      expect([first.previous, third.next]).toEqual([null, null]);
      expect(idsOf((await page({ before: third.previous })).items)).toEqual(idsOf(second.items));
      const again = await page({ before: second.previous });
      expect(again).toEqual({ ...first, previous: null });
    });

    test('is filtered by kind, person and time, also of one mailbox', async () => {
      const [admin, owner] = ['Admin@example.com', 'owner@example.com'];
      await store(
        sampleEvent({ id: 'a', at: at('00:10:00'), kind: 'connected', by: admin }),
        sampleEvent({
          ...{ id: 'b', at: at('00:20:00'), kind: 'disconnected', by: admin },
          address: 'Other@example.com',
        }),
        sampleEvent({ id: 'c', at: at('00:30:00'), kind: 'connected', by: owner }),
        sampleEvent({
          id: 'd',
          at: at('00:40:00'),
          kind: 'connected',
          by: admin,
          connectionId: 'x',
        }),
      );
      const found = async (filter: EventFilter, connectionId: string | null = null) => {
        const { items } = await subject.store.pageEvents({
          ...{ connectionId, filter },
          ...{ after: null, limit: 9 },
        });
        return idsOf(items);
      };
      expect(await found({ kinds: ['connected', 'recovered'] })).toEqual(['d', 'c', 'a']);
      expect(await found({ by: 'admin@example.com' })).toEqual(['d', 'b', 'a']);
      expect(await found({ address: 'other@example.com' })).toEqual(['b']);
      expect(await found({ from: at('00:20:00'), until: at('00:40:00') })).toEqual(['c', 'b']);
      const both = { kinds: ['connected'], by: 'admin@example.com' } as const;
      expect(await found(both)).toEqual(['d', 'a']);
      expect(await found({ ...both, until: at('00:40:00') }, 'connection-1')).toEqual(['a']);
    });

    test('begins with the first page after a text that is no cursor', async () => {
      await store(sampleEvent());
      const page = await subject.store.pageEvents({ connectionId: null, after: '?', limit: 1 });
      expect(page).toMatchObject({ items: [{ id: 'event-1' }], next: null });
    });

    test('returns every field as it was written, after a reopen', async () => {
      const full = sampleEvent({
        failure: {
          code: 'grant_refused',
          upstream: {
            service: 'google',
            endpoint: 'token',
            status: 400,
            error: 'invalid_grant',
            subtype: null,
            description: '期限切れ',
          },
          since: at('00:20:00'),
          wholeDomain: true,
        },
        by: 'owner@example.com',
        role: 'owner',
        linkBy: 'admin@example.com',
        again: true,
        change: { of: 'profile', from: 'probe', to: 'send' },
        notification: { dueAt: null, attempts: 3, deliveredAt: at('00:31:00') },
      });
      const fleet = sampleEvent({
        id: 'fleet',
        kind: 'fleet_resumed',
        connectionId: null,
        address: null,
        consentedAt: null,
      });
      await store(full, fleet);
      await subject.reopen();
      expect((await subject.store.readEvent('event-1'))?.value).toEqual(full);
      expect((await subject.store.readEvent('fleet'))?.value).toEqual(fleet);
    });

    test.each([...NOBODYS_IDS, 'nobody'])('%p is the id of no event', async (id) => {
      expect(await subject.store.readEvent(id)).toBeNull();
    });
  });

  describe('the notification of an event', () => {
    const withDueNotification = (id: string, dueAt: Date | null) =>
      sampleEvent({ id, notification: { dueAt, attempts: 0, deliveredAt: null } });
    const due = (before: Date, limit = 9) => subject.store.due(NOTIFICATION_DUE, { before, limit });

    test('is listed when it is due, the longest overdue first', async () => {
      await store(
        withDueNotification('late', at('00:20:00')),
        withDueNotification('later', at('00:10:00')),
        withDueNotification('now', at('00:30:00')),
        withDueNotification('soon', at('00:40:00')),
        withDueNotification('never', null),
      );
      expect(await due(at('00:30:00'))).toEqual(['later', 'late', 'now']);
      expect(await due(at('00:30:00'), 1)).toEqual(['later']);
    });

    test('is claimed by one of many, and due again at the time that the claim names', async () => {
      await store(withDueNotification('event-1', at('00:10:00')));
      const other = await subject.another();
      const { revision = '' } = (await subject.store.readEvent('event-1')) ?? {};
      const wins = await Promise.all(
        Array.from({ length: 20 }, (_, nth) =>
          (nth % 2 ? subject.store : other).writeEvent(
            withDueNotification('event-1', at('00:40:00')),
            revision,
          ),
        ),
      );
      const won = wins.filter((each) => each !== null);
      expect(won).toEqual([(await subject.store.readEvent('event-1'))?.revision]);
      expect(await due(at('00:30:00'))).toEqual([]);
      expect(await due(at('00:40:00'))).toEqual(['event-1']);
      await subject.store.writeEvent(withDueNotification('event-1', null), won[0] ?? '');
      expect(await due(at('00:50:00'))).toEqual([]);
      // It is not delivered again, and stays in the trail.
      const events = await subject.store.listEvents({ connectionId: null, limit: 9 });
      expect(idsOf(events)).toEqual(['event-1']);
    });

    test('is not written for an unknown event', async () => {
      expect(await subject.store.writeEvent(sampleEvent(), '1')).toBeNull();
      expect(await subject.store.readEvent('event-1')).toBeNull();
    });
  });
}

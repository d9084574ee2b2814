import type { AuditEvent, AuditTrail, DueStore } from '../../shared/tokens/index.ts';

/** An audit trail in memory that follows the port’s rules and can be made to fail. */
export type FakeTrail = AuditTrail &
  DueStore & {
    add(...events: AuditEvent[]): void;
    /** The event as it is stored now. */
    stored(id: string): AuditEvent;
    /** Called before each write. The write throws what it throws. */
    beforeWrite(check: (event: AuditEvent) => void): void;
    /** Called before each read of one event, or of a list (null). */
    beforeRead(check: (id: string | null) => void): void;
  };

export function createFakeTrail(): FakeTrail {
  const records = new Map<string, { value: AuditEvent; revision: number }>();
  let checkWrite: (event: AuditEvent) => void = () => {};
  let checkRead: (id: string | null) => void = () => {};
  const all = (): AuditEvent[] => [...records.values()].map(({ value }) => value);
  // One turn of the event loop, so that concurrent runs interleave.
  const turn = (): Promise<void> => new Promise((wake) => setImmediate(wake));
  return {
    add: (...events) => {
      for (const value of events) records.set(value.id, { value, revision: 1 });
    },
    stored: (id) => {
      const record = records.get(id);
      if (!record) throw new Error(`no event ${id}`);
      return record.value;
    },
    beforeWrite: (check) => {
      checkWrite = check;
    },
    beforeRead: (check) => {
      checkRead = check;
    },
    listEvents: async ({ connectionId, limit }) => {
      await turn();
      checkRead(null);
      return all()
        .filter((event) => connectionId === null || event.connectionId === connectionId)
        .toSorted((one, other) => other.at.getTime() - one.at.getTime())
        .slice(0, limit);
    },
    // Deliveries read no pages: they are for readers of the trail.
    pageEvents: async () => ({ items: [], previous: null, next: null, unreadable: 0 }),
    due: async (_, { limit, ...moment }) => {
      await turn();
      const due = all().flatMap(({ id, notification: { dueAt } }) =>
        dueAt && ('before' in moment ? dueAt <= moment.before : dueAt > moment.after)
          ? [{ id, at: dueAt.getTime() }]
          : [],
      );
      const sorted = due.toSorted((one, other) => one.at - other.at);
      return sorted.slice(0, limit).map(({ id }) => id);
    },
    readEvent: async (id) => {
      await turn();
      checkRead(id);
      const record = records.get(id);
      return record ? { value: record.value, revision: String(record.revision) } : null;
    },
    writeEvent: async (event, revision) => {
      await turn();
      checkWrite(event);
      const record = records.get(event.id);
      if (!record || String(record.revision) !== revision) return null;
      const next = record.revision + 1;
      records.set(event.id, { value: event, revision: next });
      return String(next);
    },
  };
}

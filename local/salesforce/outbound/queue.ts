import type { DatabaseSync } from 'node:sqlite';

/** What an administrator sets up under Setup → Outbound Messages, for cases. */
export type Definition = {
  readonly endpoint: string;
  /** The fields of the case to send, `Id` among them. */
  readonly fields: readonly string[];
};

/** A notification of a message: the case is read when it is delivered. */
export type QueuedNotification = { readonly id: string; readonly caseId: string };

/** A message that is delivered as a whole: up to 100 notifications. */
export type QueuedMessage = {
  readonly id: string;
  readonly notifications: readonly QueuedNotification[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly attempts: number;
  /** When it is tried next; null: no more. */
  readonly dueAt: number | null;
  readonly state: 'waiting' | 'delivered' | 'dropped';
  /** Why the last attempt failed; empty: none did. */
  readonly failure: string;
};

/** The queue of Outbound Messages. */
export type OutboundQueue = {
  add(message: QueuedMessage): void;
  change(id: string, change: Partial<QueuedMessage>): void;
  /** The newest first. */
  list(): readonly QueuedMessage[];
  find(id: string): QueuedMessage | undefined;
};

/** The deliveries of Outbound Messages. */
export type Deliveries = {
  /** Queues notifications about cases, in messages of up to 100. False: no Outbound Message is set up. */
  send(caseIds: readonly string[]): boolean;
  /** Tries a message that was not delivered at once, as the button of the delivery status page does. */
  retry(id: string): boolean;
  close(): void;
};

export function openOutboundQueue(database: DatabaseSync): OutboundQueue {
  const write = database.prepare('INSERT OR REPLACE INTO outbound_messages VALUES (?, ?, ?)');
  const read = database.prepare('SELECT message FROM outbound_messages WHERE id = ?');
  const readAll = database.prepare('SELECT message FROM outbound_messages ORDER BY number DESC');
  const last = database.prepare('SELECT max(number) AS last FROM outbound_messages');
  const numberOf = database.prepare('SELECT number FROM outbound_messages WHERE id = ?');

  const find = (id: string): QueuedMessage | undefined => {
    const found = read.get(id);
    return found && toMessage(found);
  };
  return {
    add: (message) => {
      const number = Number(last.get()?.['last'] ?? 0) + 1;
      write.run(message.id, number, JSON.stringify(message));
    },
    change: (id, change) => {
      const found = find(id);
      const number = Number(numberOf.get(id)?.['number']);
      if (found) write.run(id, number, JSON.stringify({ ...found, ...change }));
    },
    list: () => readAll.all().map(toMessage),
    find,
  };
}

const toMessage = (found: Record<string, unknown>): QueuedMessage =>
  JSON.parse(String(found['message']));

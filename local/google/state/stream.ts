import type { DatabaseSync } from 'node:sqlite';

/** The receiver of security events and the types it gets: one stream, as for a project at Google. */
export type StreamConfiguration = { url: string; events: readonly string[]; enabled: boolean };

export type Stream = {
  read(): StreamConfiguration | undefined;
  write(configuration: StreamConfiguration): void;
};

/** Opens the event stream that the client's project has registered. */
export function openStream(database: DatabaseSync): Stream {
  const select = database.prepare('SELECT * FROM event_stream');
  const insert = database.prepare('INSERT OR REPLACE INTO event_stream VALUES (1, ?, ?, ?)');
  return {
    read() {
      const row = select.get();
      if (!row) return undefined;
      const events: string[] = JSON.parse(String(row['events']));
      return { url: String(row['url']), events, enabled: row['enabled'] === 1 };
    },
    write: ({ url, events, enabled }) =>
      void insert.run(url, JSON.stringify(events), Number(enabled)),
  };
}

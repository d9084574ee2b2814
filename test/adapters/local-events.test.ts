import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import type { State } from '../../shared/adapters/state.ts';
import { RUN_RECORD } from '../../shared/jobs/run.ts';
import { systemClock, systemIds } from '../../shared/runtime/system-ports.ts';
import { sampleConnection, sampleEvent } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = temporaryDirectory();
let directories = 0;
let directory: string;
let state: State;

beforeEach(() => {
  directory = join(root, String(directories++));
  state = openLocalState({ directory, client: 'client' }, { clock: systemClock, ids: systemIds });
});
afterEach(() => state.close());

const beside = (sql: string): void => {
  const other = new DatabaseSync(join(directory, 'connector.sqlite'));
  other.exec(sql);
  other.close();
};
const write = (id: string, event = sampleEvent()) =>
  state.store.writeConnection(sampleConnection({ id }), null, event);
const stored = async (id: string) => ({
  connection: (await state.store.readConnection(id)) !== null,
  events: (await state.store.listEvents({ connectionId: null, limit: 9 })).map((each) => each.id),
});

// A deferred constraint fails at the commit, as a full disk does; another fails at once.
test.each(['DEFERRABLE INITIALLY DEFERRED', ''])(
  'a write is not stored when its event cannot be stored (%s)',
  async (when) => {
    beside(`CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (id REFERENCES parent ${when});
      CREATE TRIGGER spoil AFTER INSERT ON events BEGIN INSERT INTO child VALUES (7); END;`);
    await expect(write('a')).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await stored('a')).toEqual({ connection: false, events: [] });
    beside('DROP TRIGGER spoil');
    expect(await write('a')).toBe('1');
    expect(await stored('a')).toEqual({ connection: true, events: ['event-1'] });
  },
);

test('an event and a record that were edited by hand hide no others', async () => {
  const run = {
    job: 'token-refresh',
    startedAt: new Date(0),
    reportedAt: new Date(0),
    endedAt: null,
    due: 0,
    done: 0,
    counts: {},
  } as const;
  for (const id of ['a', 'b']) {
    await write(id, sampleEvent({ id }));
    await state.store.writeRecord({ kind: RUN_RECORD, id, value: run, expiresAt: null }, null);
  }
  beside(`UPDATE events SET document = replace(document, 'needs_reconnect', 'exploded')
      WHERE id = 'a'; UPDATE records SET document = '{' WHERE id = 'a';`);
  expect((await stored('a')).events).toEqual(['b']);
  expect(await state.store.listRecords(RUN_RECORD)).toEqual([run]);
  const unreadable = { code: 'record_unreadable' };
  await expect(state.store.readEvent('a')).rejects.toMatchObject(unreadable);
  await expect(state.store.readRecord(RUN_RECORD, 'a')).rejects.toMatchObject(unreadable);
});

test('expired records are deleted in slices, between which other writes get their turn', async () => {
  beside(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3500)
    INSERT INTO records (kind, id, revision, expires_at, document)
    SELECT 'run', 'old-' || i, 1, 1, '{}' FROM n;`);
  const ends: string[] = [];
  const forgotten = state.store.forgetExpired(new Date()).finally(() => ends.push('forgotten'));
  // Begun while the first slice waits for its turn, it must not wait for all four.
  await new Promise(setImmediate);
  await write('a').finally(() => ends.push('written'));
  expect(await forgotten).toBe(3500);
  expect(ends).toEqual(['written', 'forgotten']);
});

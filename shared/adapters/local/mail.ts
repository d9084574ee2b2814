import type { DatabaseSync } from 'node:sqlite';
import type { EntryState, LedgerEntry } from '../../mail/model/ledger.ts';
import type { EntryListing, MailStore, Versioned } from '../../mail/ports.ts';
import { ALL_SHARDS } from '../../tokens/index.ts';
import {
  readEntryDocument,
  readIntakeDocument,
  writeEntryDocument,
  writeIntakeDocument,
} from '../documents/mail-documents.ts';
import { readable } from '../documents/parse-document.ts';
import { entryCursorOf, entryPlaceIn } from '../entry-cursor.ts';
import { auditEventOf, createMailRecords, type MailRecordStore } from '../mail-records.ts';
import type { StatePorts } from '../state.ts';
import type { AddEvent } from './events.ts';
import { deletion, forgetInSlices } from './forget-in-slices.ts';
import type { LocalDatabase } from './group-commit.ts';
import { ARRIVED } from './migrations.ts';
import { createSends } from './sends.ts';
import { withBusyRetry } from './sqlite-errors.ts';
import {
  createVersionedRows,
  documentIn,
  milliseconds,
  type Row,
  type VersionedRows,
} from './versioned-rows.ts';

type MailDatabase = LocalDatabase & { readonly addEvent: AddEvent };

/** The MailStore port over SQLite. */
export const createMail = (
  local: MailDatabase,
  records: MailRecordStore,
  ports: StatePorts,
): MailStore => ({
  ...createIntakes(local, ports),
  ...createLedger(local, ports),
  ...createMailRecords(records, ports),
  ...createSends(local, ports),
});

type Intakes = Pick<
  MailStore,
  'readIntake' | 'findIntake' | 'writeIntake' | 'listIntakes' | 'dueIntakes'
>;

function createIntakes({ database, write, addEvent }: MailDatabase, ports: StatePorts): Intakes {
  const columns = ['address', 'is_on', 'shard', 'due_at', 'document'];
  const rows = createVersionedRows(database, 'intakes', { key: ['connection_id'], columns });
  const find = database.prepare(
    'SELECT connection_id, revision, document FROM intakes WHERE address = ? AND is_on = 1',
  );
  const list = database.prepare(
    'SELECT connection_id, document FROM intakes ORDER BY address, connection_id',
  );
  const dueBy = (comparison: '<=' | '>') =>
    database.prepare(`SELECT connection_id FROM intakes WHERE due_at ${comparison} ?
      AND shard IN (SELECT value FROM json_each(?)) ORDER BY due_at LIMIT ?`);
  const due = { before: dueBy('<='), after: dueBy('>') };
  return {
    readIntake: (id) => rows.read([id], (document) => readIntakeDocument(id, document)),
    findIntake: async (address) => {
      const row = await withBusyRetry(() => find.get(address));
      return row ? { value: intakeIn(row), revision: String(row['revision']) } : null;
    },
    writeIntake: (intake, revision, event) => {
      const { dueAt, isOn, ...rest } = writeIntakeDocument(intake);
      const values = { ...rest, is_on: Number(isOn), due_at: milliseconds(dueAt) };
      const told = event && auditEventOf(ports, event);
      return write(() => addEvent(rows.put([intake.connectionId], values, revision), told));
    },
    listIntakes: async () =>
      (await withBusyRetry(() => list.all())).flatMap((row) => readable(() => intakeIn(row))),
    dueIntakes: async ({ limit, shards = ALL_SHARDS, ...moment }) => {
      const [statement, at] =
        'before' in moment
          ? ([due.before, moment.before] as const)
          : ([due.after, moment.after] as const);
      const found = await withBusyRetry(() =>
        statement.all(at.getTime(), JSON.stringify(shards), limit),
      );
      return found.map(connectionIdIn);
    },
  };
}

type Ledger = Pick<
  MailStore,
  | 'addEntries'
  | 'readEntry'
  | 'writeEntry'
  | 'listOpenEntries'
  | 'readEntries'
  | 'listEntries'
  | 'countHeld'
  | 'countArrived'
  | 'forgetEntries'
>;

/** In the words of the index of open entries. Without them, all of a mailbox's entries are read for the held ones. */
const OPEN = "state IN ('found', 'held')";

/** As `isOpen` answers of an entry. */
const WORKED_ON = `${OPEN} AND NOT (state = 'held' AND json_extract(document, '$.failure.code') IS 'mail_loop')`;

const ENTRY_KEY = ['connection_id', 'message_id'] as const;

function createLedger(local: MailDatabase, ports: StatePorts): Ledger {
  const { database, write, addEvent } = local;
  const columns = ['state', 'delete_at', 'document'];
  const rows = createVersionedRows(database, 'mail_entries', { key: ENTRY_KEY, columns });
  const listOpen = database.prepare(`SELECT connection_id, message_id, revision, document
    FROM mail_entries WHERE connection_id = ? AND ${WORKED_ON}
    ORDER BY message_id LIMIT ?`);
  const forget = forgetInSlices(write, database.prepare(deletion('mail_entries', 'delete_at < ?')));
  const put = (entry: LedgerEntry, revision: string | null): string | null =>
    rows.put([entry.connectionId, entry.messageId], valuesOf(entry), revision);
  return {
    addEntries: (entries) =>
      write(() =>
        entries.flatMap((value) => {
          const revision = put(value, null);
          return revision === null ? [] : [{ value, revision }];
        }),
      ),
    readEntry: (connectionId, messageId) =>
      rows.read([connectionId, messageId], (document) =>
        readEntryDocument({ connectionId, messageId }, document),
      ),
    writeEntry: (entry, revision, event) => {
      const told = event && auditEventOf(ports, event);
      return write(() => addEvent(put(entry, revision), told));
    },
    listOpenEntries: async (connectionId, limit) =>
      (await withBusyRetry(() => listOpen.all(connectionId, limit))).flatMap((row) =>
        readable(() => versionedIn(row)),
      ),
    forgetEntries: (before) => forget(before.getTime()),
    ...createLedgerSearches(database),
  };
}

function createLedgerSearches(
  database: DatabaseSync,
): Pick<Ledger, 'readEntries' | 'listEntries' | 'countHeld' | 'countArrived'> {
  const select = 'SELECT connection_id, message_id, revision, document FROM mail_entries';
  const some = database.prepare(
    `${select} WHERE connection_id = ? AND message_id IN (SELECT value FROM json_each(?)) ORDER BY message_id`,
  );
  const count = {
    all: database.prepare("SELECT count(*) AS n FROM mail_entries WHERE state = 'held'"),
    one: database.prepare(
      `SELECT count(*) AS n FROM mail_entries WHERE ${OPEN} AND state = 'held' AND connection_id = ?`,
    ),
  };
  const arrivedWhere = (where: string) =>
    database.prepare(
      `SELECT state, count(*) AS n FROM mail_entries WHERE ${where} ${ARRIVED} >= ? AND ${ARRIVED} < ? GROUP BY state`,
    );
  const arrived = { all: arrivedWhere(''), one: arrivedWhere('connection_id = ? AND') };
  return {
    readEntries: async (connectionId, messageIds) =>
      (await withBusyRetry(() => some.all(connectionId, JSON.stringify(messageIds)))).flatMap(
        (row) => readable(() => versionedIn(row)),
      ),
    listEntries: async (listing) => {
      const { sql, values } = listingOf(listing);
      const found = await withBusyRetry(() => database.prepare(`${select} ${sql}`).all(...values));
      const shown = found.slice(0, listing.limit);
      const last = shown.at(-1);
      return {
        items: shown.flatMap((row) => readable(() => versionedIn(row).value)),
        next: found.length > listing.limit && last ? entryCursorOf(placeOf(last)) : null,
      };
    },
    countHeld: async (connectionId) => {
      const row = await withBusyRetry(() =>
        connectionId === null ? count.all.get() : count.one.get(connectionId),
      );
      return Number(row?.['n']);
    },
    countArrived: async ({ connectionId, from, until }) => {
      const span = [from.toISOString(), until.toISOString()] as const;
      const rows = await withBusyRetry(() =>
        connectionId === null ? arrived.all.all(...span) : arrived.one.all(connectionId, ...span),
      );
      const count = (state: EntryState): number =>
        Number(rows.find((row) => row['state'] === state)?.['n'] ?? 0);
      return {
        found: count('found'),
        filed: count('filed'),
        skipped: count('skipped'),
        held: count('held'),
      };
    },
  };
}

/** The newest first; of the same message in several mailboxes by the mailbox. */
function listingOf({ connectionId, state, after, limit }: EntryListing) {
  const place = entryPlaceIn(after);
  const conditions: readonly (readonly [sql: string, ...values: string[]])[] = [
    ...(connectionId === null ? [] : [['connection_id = ?', connectionId] as const]),
    ...(state === null ? [] : [['state = ?', state] as const]),
    ...(state === null || connectionId === null ? [] : [[OPEN] as const]),
    ...(place
      ? [['(message_id, connection_id) < (?, ?)', place.messageId, place.connectionId] as const]
      : []),
  ];
  const where = conditions.map(([sql]) => sql).join(' AND ') || '1';
  return {
    sql: `WHERE ${where} ORDER BY message_id DESC, connection_id DESC LIMIT ?`,
    values: [...conditions.flatMap(([, ...values]) => values), limit + 1],
  };
}

function valuesOf(entry: LedgerEntry): Parameters<VersionedRows['put']>[1] {
  const { document, state, deleteAt } = writeEntryDocument(entry);
  return { document, state, delete_at: milliseconds(deleteAt) };
}

const connectionIdIn = (row: Row): string => String(row['connection_id']);

const intakeIn = (row: Row) => readIntakeDocument(connectionIdIn(row), documentIn(row));

const placeOf = (row: Row) => ({
  connectionId: connectionIdIn(row),
  messageId: String(row['message_id']),
});

const versionedIn = (row: Row): Versioned<LedgerEntry> => ({
  value: readEntryDocument(placeOf(row), documentIn(row)),
  revision: String(row['revision']),
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import { createKeyFile } from '../../shared/adapters/local/key-file.ts';
import { MIGRATIONS, registerFunctions } from '../../shared/adapters/local/migrations.ts';
import type { State } from '../../shared/adapters/state.ts';
import { systemClock, systemIds } from '../../shared/runtime/system-ports.ts';
import { ALL_SHARDS, type Connection, PROBE_DUE } from '../../shared/tokens/index.ts';
import { sampleEntry, sampleIntake } from '../contract/mail.ts';
import { olderDocument } from '../support/older-connection.ts';
import { sampleConnection, sampleGrant } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** The schema version before health, probes and events had columns and tables. */
const BEFORE = 2;
/** The one before there were tables of mail and of organizations. */
const BEFORE_MAIL = 6;
const APPLICATION_ID = 0x47534543;
const root = temporaryDirectory();
const since = new Date('2026-01-01T00:10:00Z');
const failed = { code: 'google_unavailable', upstream: null } as const;
const probe = { at: since, latencyMs: 1, labels: [], labelCount: 0 };

const OLD: Record<string, Partial<Connection>> = {
  well: {},
  refused: { failure: { ...failed, since, attempts: 1, wholeDomain: false } },
  unproved: { probe: { ...probe, failure: failed } },
  broken: { status: 'needs_reconnect', refreshDueAt: null },
  gone: { status: 'disconnected', grant: { kind: 'none' }, refreshDueAt: null },
};

let state: State;
let directories = 0;

/** A database of an earlier schema version, and how it is closed and opened by this release. */
function createDatabase(version: number) {
  const directory = join(root, String(directories++));
  mkdirSync(directory);
  createKeyFile(join(directory, 'keys.json'));
  const database = new DatabaseSync(join(directory, 'connector.sqlite'));
  registerFunctions(database);
  for (const migration of MIGRATIONS.slice(0, version)) database.exec(migration);
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${version}`);
  const open = (): State => {
    database.close();
    const ports = { clock: systemClock, ids: systemIds };
    return openLocalState({ directory, client: 'client' }, ports);
  };
  return { database, open };
}

beforeEach(() => {
  const { database, open } = createDatabase(BEFORE);
  const insert = database.prepare(
    `INSERT INTO connections (id, revision, address, status, refresh_due_at, document, shard)
     VALUES (?, 1, 'support@example.com', ?, NULL, ?, shard_of(?))`,
  );
  for (const [id, about] of Object.entries(OLD)) {
    insert.run(id, about.status ?? 'active', olderDocument({ id, ...about }), id);
  }
  insert.run('damaged', 'active', '{', 'damaged');
  state = open();
});
afterEach(() => state.close());

test('older records are listed by what is wrong', async () => {
  expect(await state.store.listTroubles(9)).toEqual([
    { trouble: 'google_unavailable', count: 2 },
    { trouble: 'reconnect_needed', count: 1 },
  ]);
});

test('older records are listed by health and domain', async () => {
  const listed = async (health: 'well' | 'failing' | 'needs_reconnect' | 'disconnected' | null) => {
    const filter = { health, address: { domain: 'example.com' } };
    const { items, unreadable } = await state.store.listConnections({
      after: null,
      limit: 9,
      filter,
    });
    return { ids: items.map(({ id }) => id).toSorted(), unreadable };
  };
  // A damaged record is counted, as before.
  expect(await listed('well')).toEqual({ ids: ['well'], unreadable: 1 });
  expect(await listed('failing')).toEqual({ ids: ['refused', 'unproved'], unreadable: 0 });
  expect(await listed('needs_reconnect')).toEqual({ ids: ['broken'], unreadable: 0 });
  expect(await listed('disconnected')).toEqual({ ids: ['gone'], unreadable: 0 });
  expect(await listed(null)).toEqual({
    ids: ['broken', 'refused', 'unproved', 'well'],
    unreadable: 1,
  });
});

test('every older active connection is probed within a day, as its record says', async () => {
  const due = (before: string) =>
    state.store.due(PROBE_DUE, { before: new Date(before), limit: 9, shards: ALL_SHARDS });
  expect(await due('2026-01-01T00:30:00Z')).toEqual([]);
  expect((await due('2026-01-02T00:10:00Z')).toSorted()).toEqual(['refused', 'unproved', 'well']);
  const found = await state.store.readConnection('well');
  const { usedAt, probeDueAt, ...older } = sampleConnection({ id: 'well' });
  expect(found?.value).toMatchObject({
    ...older,
    accessToken: null,
    usedAt: older.consentedAt,
    grant: { ...sampleGrant('well'), digests: null },
    grantsMinted: 1,
    probeHistory: [],
  });
  const first = found?.value.probeDueAt ?? new Date(0);
  expect(await due(new Date(first.getTime() - 1).toISOString())).not.toContain('well');
  expect(await due(first.toISOString())).toContain('well');
  const broken = await state.store.readConnection('broken');
  expect(broken?.value.probeDueAt).toBeNull();
});

test('an older record is found by its address in any case', async () => {
  const found = await state.store.findByAddress('SUPPORT@example.com', 'damaged');
  expect(found?.id).toBe('refused');
});

test('an older record is written like any other', async () => {
  const found = await state.store.readConnection('well');
  if (!found) throw new Error('unreachable');
  const grant = { ...sampleGrant('well'), digests: { token: 'token', prefix: 'prefix' } };
  await state.store.writeConnection({ ...found.value, grant }, found.revision);
  expect(await state.store.findByGrantDigest('token', 'token')).toBe('well');
});

test('a database from before the connector read mail keeps its records, and takes mail', async () => {
  const { database, open } = createDatabase(BEFORE_MAIL);
  database
    .prepare(
      `INSERT INTO connections (id, revision, address, status, document)
       VALUES ('well', 1, 'support@example.com', 'active', ?)`,
    )
    .run(olderDocument({ id: 'well' }));
  const migrated = open();
  try {
    expect((await migrated.store.readConnection('well'))?.value.status).toBe('active');
    const intake = sampleIntake({ connectionId: 'well' });
    expect(await migrated.mail.writeIntake(intake, null)).not.toBeNull();
    const entry = sampleEntry(1, { connectionId: 'well' });
    expect(await migrated.mail.addEntries([entry])).toHaveLength(1);
    const secret = { kind: 'client_secret', clientSecret: 'marked-client-secret' } as const;
    const version = await migrated.orgSecrets.put('org-1', secret);
    expect(await migrated.orgSecrets.get(version)).toEqual(secret);
    expect(await migrated.orgTokens.readOrgToken('org-1')).toBeNull();
  } finally {
    await migrated.close();
  }
});

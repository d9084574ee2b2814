import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import { createKeyFile } from '../../shared/adapters/local/key-file.ts';
import { RUN_RECORD } from '../../shared/jobs/run.ts';
import { systemClock, systemIds } from '../../shared/runtime/system-ports.ts';
import { FLEET_RECORD, NOTIFICATION_DUE, type Store } from '../../shared/tokens/index.ts';
import { describeWithFirestore } from '../support/cloud/describe-with-firestore.ts';
import { type FaultyCloud, openFaultyCloud } from '../support/cloud/faulty-cloud.ts';
import { sampleGrant } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const DUMP = readFileSync(
  fileURLToPath(new URL('../fixtures/release-0.1.sql', import.meta.url)),
  'utf8',
);
const at = (minutes: number): Date =>
  new Date(Date.parse('2026-01-01T00:00:00Z') + minutes * 60_000);
const REVOKED = {
  service: 'google',
  endpoint: 'token',
  status: 400,
  error: 'invalid_grant',
  subtype: null,
  description: 'Token has been expired or revoked.',
};

/** What a store must read of the documents that release 0.1 wrote. */
function readsRelease01(storeOf: () => Store): void {
  const connection = async (id: string) => (await storeOf().readConnection(id))?.value;

  test('a consent with the vault version and the digests of its grant', async () => {
    expect(await connection('healthy')).toMatchObject({
      status: 'active',
      grant: sampleGrant('healthy'),
      grantsMinted: 1,
      grantEnd: null,
      failure: null,
      probe: { latencyMs: 12, labels: ['INBOX'], failure: null },
      probeHistory: [{ at: at(5), latencyMs: 12, code: null }],
    });
  });

  test('a disconnected mailbox as one without a grant', async () => {
    expect(await connection('gone')).toMatchObject({
      status: 'disconnected',
      grant: { kind: 'none' },
      disconnectedAt: at(40),
    });
  });

  test('what Google answered, with the service that answered', async () => {
    expect((await connection('refused'))?.failure).toEqual({
      code: 'grant_refused',
      upstream: REVOKED,
      since: at(20),
      attempts: 3,
      wholeDomain: true,
    });
    expect((await connection('unread'))?.probe?.failure).toMatchObject({
      code: 'gmail_refused',
      upstream: { service: 'gmail', endpoint: 'gmail', error: 'accessNotConfigured' },
    });
  });

  test('an event with its pending notification', async () => {
    const [event] = await storeOf().listEvents({ connectionId: 'refused', limit: 9 });
    expect(event).toMatchObject({
      kind: 'needs_reconnect',
      credential: null,
      failure: { code: 'grant_refused', upstream: REVOKED },
      notification: { dueAt: at(30), attempts: 1, deliveredAt: null },
    });
    expect(await storeOf().due(NOTIFICATION_DUE, { before: at(31), limit: 9 })).toContain(
      'event-refused',
    );
  });

  test('the one fleet as that of the OAuth client', async () => {
    expect((await storeOf().readRecord(FLEET_RECORD, 'current'))?.value).toMatchObject({
      credential: 'oauth_client',
      succeededAt: at(21),
      noCanaryAt: at(19),
      lastFailure: { code: 'grant_refused', upstream: REVOKED },
      breaker: { signature: 'grant_refused 400 invalid_grant', since: at(22), upstream: REVOKED },
      domains: { 'example.com': { refused: 4 } },
    });
  });

  test('the last report of a run', async () => {
    const found = await storeOf().readRecord(RUN_RECORD, 'token-refresh-0-of-1');
    expect(found?.value).toMatchObject({ job: 'token-refresh', due: 6, counts: { refreshed: 2 } });
  });

  test('a connection that is written again and then reads the same', async () => {
    const found = await storeOf().readConnection('refused');
    if (!found) throw new Error('not stored');
    expect(await storeOf().writeConnection(found.value, found.revision)).not.toBeNull();
    expect(await connection('refused')).toEqual(found.value);
  });
}

describe('a database of release 0.1 is read by the local store:', () => {
  const directory = join(temporaryDirectory(), 'data');
  let state: ReturnType<typeof openLocalState>;
  beforeAll(() => {
    mkdirSync(directory);
    createKeyFile(join(directory, 'keys.json'));
    const database = new DatabaseSync(join(directory, 'connector.sqlite'));
    database.exec(DUMP);
    database.close();
    state = openLocalState({ directory, client: 'test' }, { clock: systemClock, ids: systemIds });
  });
  afterAll(() => state.close());
  readsRelease01(() => state.store);
});

describeWithFirestore('documents of release 0.1 are read from Firestore:', (firestore) => {
  let cloud: FaultyCloud;
  beforeAll(async () => {
    cloud = await openFaultyCloud(firestore);
    const dump = new DatabaseSync(':memory:');
    dump.exec(DUMP.replace(/^CREATE (UNIQUE )?INDEX[^;]*;/gm, ''));
    await copyDocuments(dump, cloud);
  });
  afterAll(() => cloud.close());
  readsRelease01(() => cloud.state.store);
});

/** The same documents with the fields that release 0.1 stored beside them in Firestore. */
async function copyDocuments(dump: DatabaseSync, { database }: FaultyCloud): Promise<void> {
  const date = (milliseconds: unknown) =>
    milliseconds === null ? null : new Date(Number(milliseconds));
  for (const row of dump.prepare('SELECT * FROM connections').all()) {
    await database.doc(`connections/${row['id']}`).set({
      document: row['document'],
      address: row['address'],
      status: row['status'],
      health: row['health'],
      domain: row['domain'],
      shard: row['shard'],
      refreshDueAt: date(row['refresh_due_at']),
      probeDueAt: date(row['probe_due_at']),
      sealedWith: null,
      mark: 'older',
    });
  }
  for (const row of dump.prepare('SELECT * FROM events').all()) {
    await database.doc(`events/${row['id']}`).set({
      document: row['document'],
      connectionId: row['connection_id'],
      at: date(row['at']),
      noticeDueAt: date(row['notice_due_at']),
      deleteAt: date(row['delete_at']),
      mark: 'older',
    });
  }
  for (const row of dump.prepare('SELECT * FROM records').all()) {
    const { kind, id, document } = row;
    await database.doc(`records/${kind}~${id}`).set({
      kind,
      document,
      deleteAt: null,
      mark: 'older',
    });
  }
}

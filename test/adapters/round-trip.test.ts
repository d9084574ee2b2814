import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  readConnectionDocument,
  readRequestDocument,
  writeConnectionDocument,
  writeRequestDocument,
} from '../../shared/adapters/documents/documents.ts';
import {
  readEventDocument,
  writeEventDocument,
} from '../../shared/adapters/documents/event-documents.ts';
import {
  ORG_PAUSE_RECORD,
  readEntryDocument,
  readIntakeDocument,
  writeEntryDocument,
  writeIntakeDocument,
} from '../../shared/adapters/documents/mail-documents.ts';
import {
  readRecordDocument,
  writeRecordDocument,
} from '../../shared/adapters/documents/record-documents.ts';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import { systemClock, systemIds } from '../../shared/runtime/system-ports.ts';
import { type Connection, SECURITY_EVENT_RECORD } from '../../shared/tokens/index.ts';
import { sampleEntry, sampleIntake } from '../contract/mail.ts';
import { sampleAnswered, sampleConnection, sampleEvent } from '../support/samples.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const { keyring, store } = openLocalState(
  { directory: temporaryDirectory(), client: 'client' },
  { clock: systemClock, ids: systemIds },
);

/** Moments as a clock or a foreign number may make them: beyond the year 9999, before the first, invalid. */
const moment = fc.oneof(
  { weight: 1, arbitrary: fc.date({ noInvalidDate: false }) },
  { weight: 30, arbitrary: fc.date({ min: new Date(0), max: new Date('2100-01-01') }) },
);
/** JSON knows no negative zero. */
const double = fc.double().map((number) => number + 0);
const count = fc.oneof(
  { weight: 1, arbitrary: fc.oneof(double, fc.constant(2 ** 53)) },
  { weight: 30, arbitrary: fc.nat() },
);
const duration = fc.oneof({ weight: 1, arbitrary: double }, { weight: 30, arbitrary: fc.nat() });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3 });

/** Either the value cannot be written, or what is read is what was written. */
async function roundTrip<T>(value: T, trip: (value: T) => unknown): Promise<void> {
  const read = await Promise.resolve(value)
    .then(trip)
    .catch((thrown: unknown) => thrown);
  if (read instanceof Error) expect(read).toMatchObject({ code: 'internal' });
  else expect(read).toEqual(value);
}

const imapFailure = fc.constantFrom(null, { code: 'imap_refused' as const, upstream: null });

const connections = fc.record({
  imap: maybe(
    fc.record({
      at: moment,
      enabled: fc.constantFrom(null, true, false),
      settingsFailure: imapFailure,
      folders: maybe(count),
      loginFailure: imapFailure,
    }),
  ),
  generation: count,
  grantsMinted: count,
  grantEnd: maybe(fc.record({ at: moment, isAnnounced: fc.boolean() })),
  scopes: fc.array(fc.string()),
  accessToken: maybe(fc.record({ value: fc.string(), expiresAt: moment })),
  lease: maybe(fc.record({ owner: fc.string(), expiresAt: moment })),
  usedAt: moment,
  refreshDueAt: maybe(moment),
  probeDueAt: maybe(moment),
  consentedAt: moment,
  disconnectedAt: maybe(moment),
  refreshedAt: maybe(moment),
  probeHistory: fc.array(
    fc.record({
      at: moment,
      latencyMs: duration,
      code: fc.constantFrom(null, 'gmail_refused' as const),
    }),
  ),
});

const mailFailures = fc.record({
  code: fc.constantFrom('org_unavailable' as const, 'record_refused' as const),
  upstream: fc.constant(null),
  since: moment,
  attempts: count,
});
const intakes = fc.record({
  startsAt: moment,
  historyId: maybe(fc.string()),
  syncedAt: maybe(moment),
  pushedAt: maybe(moment),
  pushSilentSince: maybe(moment),
  watch: maybe(fc.record({ expiresAt: moment, renewedAt: moment })),
  watchFailure: maybe(mailFailures),
  lease: maybe(fc.record({ owner: fc.string(), expiresAt: moment })),
  dueAt: maybe(moment),
  pollAt: moment,
  failure: maybe(mailFailures),
  hasOpenEntries: fc.boolean(),
  booksClosedDay: fc.option(fc.constant('2026-11-27')),
  recentMails: fc.array(
    fc.record({
      fingerprint: fc.string(),
      messageId: fc.string(),
      receivedAt: moment,
      notedAt: moment,
    }),
  ),
});
const entries = fc.record({
  state: fc.constantFrom('found' as const, 'filed' as const, 'skipped' as const, 'held' as const),
  foundAt: moment,
  foundBy: fc.constantFrom('push' as const, 'poll' as const, 'resync' as const, 'sweep' as const),
  arrivalLabelIds: fc.array(fc.string()),
  receivedAt: maybe(moment),
  changedAt: moment,
  dueAt: maybe(moment),
  failure: maybe(mailFailures),
  skipped: fc.constantFrom(null, 'spam' as const, 'by_person' as const),
  isForced: fc.boolean(),
});

describe('a document that was written can be read', () => {
  test('of an intake', () =>
    fc.assert(
      fc.asyncProperty(intakes, (about) =>
        roundTrip(sampleIntake(about), (intake) =>
          readIntakeDocument(intake.connectionId, writeIntakeDocument(intake).document),
        ),
      ),
    ));

  test('of a message in the ledger', () =>
    fc.assert(
      fc.asyncProperty(entries, (about) =>
        roundTrip(sampleEntry(1, about), (entry) =>
          readEntryDocument(entry, writeEntryDocument(entry).document),
        ),
      ),
    ));

  test('of a connection', () =>
    fc.assert(
      fc.asyncProperty(connections, (about) =>
        roundTrip(sampleConnection(about), async (connection) => {
          const { document } = await writeConnectionDocument(keyring, connection);
          return readConnectionDocument(keyring, connection.id, document);
        }),
      ),
    ));

  test('of an authorization request', () =>
    fc.assert(
      fc.asyncProperty(moment, moment, duration, async (expiresAt, answeredAt, seconds) => {
        const sample = sampleAnswered();
        if (sample.stage !== 'answered') throw new Error('no answer');
        const answer = { ...sample.answer, expiresInSeconds: seconds, grantExpiresInSeconds: null };
        await roundTrip({ ...sample, expiresAt, answeredAt, answer }, async (request) =>
          readRequestDocument(keyring, request.id, await writeRequestDocument(keyring, request)),
        );
      }),
    ));

  test('of an event', () =>
    fc.assert(
      fc.asyncProperty(moment, maybe(moment), count, (at, dueAt, attempts) =>
        roundTrip(
          sampleEvent({
            at,
            grantEndsAt: dueAt,
            notification: { dueAt, attempts, deliveredAt: dueAt },
          }),
          (event) => readEventDocument(event.id, writeEventDocument(event).document),
        ),
      ),
    ));

  test('of a record', () =>
    fc.assert(
      fc.asyncProperty(moment, (receivedAt) =>
        roundTrip({ receivedAt }, (value) =>
          readRecordDocument(
            SECURITY_EVENT_RECORD,
            writeRecordDocument(SECURITY_EVENT_RECORD, value),
          ),
        ),
      ),
    ));
});

test('a value that could not be read again is refused, and the old record stays', async () => {
  const revision = await store.writeConnection(sampleConnection(), null);
  const odd: Partial<Connection>[] = [
    { accessToken: { value: 'marked', expiresAt: new Date(1e15) } },
    { refreshDueAt: new Date(Number.NaN) },
    { generation: 1.5 },
  ];
  for (const about of odd) {
    const write = store.writeConnection(sampleConnection(about), revision);
    await expect(write).rejects.toMatchObject({ code: 'internal' });
  }
  expect((await store.readConnection('connection-1'))?.value).toEqual(sampleConnection());
});

test('a damaged pause of an organization counts as ended, so that its mail does not wait for a repair', () => {
  expect(readRecordDocument(ORG_PAUSE_RECORD, '{')).toMatchObject({ endedAt: new Date(0) });
});

test('an intake or a message under the id of another is refused', () => {
  const { document } = writeIntakeDocument(sampleIntake());
  const unreadable = expect.objectContaining({ code: 'record_unreadable' });
  expect(() => readIntakeDocument('another', document)).toThrow(unreadable);
  const entry = sampleEntry(1);
  const stored = writeEntryDocument(entry).document;
  const { connectionId, messageId } = entry;
  expect(() => readEntryDocument({ connectionId, messageId: '2' }, stored)).toThrow(unreadable);
  expect(() => readEntryDocument({ connectionId: 'another', messageId }, stored)).toThrow(
    unreadable,
  );
});

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
  readRecordDocument,
  writeRecordDocument,
} from '../../shared/adapters/documents/record-documents.ts';
import { openLocalState } from '../../shared/adapters/local/index.ts';
import { systemClock, systemIds } from '../../shared/runtime/system-ports.ts';
import { type Connection, SECURITY_EVENT_RECORD } from '../../shared/tokens/index.ts';
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

describe('a document that was written can be read', () => {
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

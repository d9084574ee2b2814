import type { Keyring } from '../../sealing/index.ts';
import type { RequestStore } from '../../tokens/index.ts';
import { readRequestDocument, writeRequestDocument } from '../documents/documents.ts';
import { deletion, forgetInSlices } from './forget-in-slices.ts';
import type { LocalDatabase } from './group-commit.ts';
import { withBusyRetry } from './sqlite-errors.ts';
import { createVersionedRows, idOf, milliseconds } from './versioned-rows.ts';

const COLUMNS = ['expires_at', 'answered_at', 'document'];

/** The RequestStore port over SQLite: each request is sealed as a whole, beside the times it is searched by. */
export function createAuthorizationRequests(
  { database, write }: LocalDatabase,
  keyring: Keyring,
): RequestStore {
  const rows = createVersionedRows(database, 'authorization_requests', {
    key: ['id'],
    columns: COLUMNS,
  });
  const parked = (comparison: '<' | '>') =>
    database.prepare(`SELECT id FROM authorization_requests
    WHERE answered_at ${comparison} ? ORDER BY answered_at LIMIT ?`);
  const [parkedBefore, parkedAfter] = [parked('<'), parked('>')];
  const past = '(expires_at < ? AND answered_at IS NULL) OR answered_at < ?';
  const forget = forgetInSlices(write, database.prepare(deletion('authorization_requests', past)));
  return {
    readRequest: (id) => rows.read([id], (document) => readRequestDocument(keyring, id, document)),

    writeRequest: async (request, revision) => {
      const values = {
        expires_at: request.expiresAt.getTime(),
        answered_at: milliseconds(request.stage === 'answered' ? request.answeredAt : null),
        document: await writeRequestDocument(keyring, request),
      };
      return write(() => rows.put([request.id], values, revision));
    },

    parkedRequests: async ({ limit, ...moment }) => {
      const [statement, at] =
        'before' in moment ? [parkedBefore, moment.before] : [parkedAfter, moment.after];
      return (await withBusyRetry(() => statement.all(at.getTime(), limit))).map(idOf);
    },

    forgetRequests: ({ before, parkedBefore }) => forget(before.getTime(), parkedBefore.getTime()),
  };
}

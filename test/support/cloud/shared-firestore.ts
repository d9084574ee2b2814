import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type FirestoreEmulator,
  findFirestoreEmulator,
  startFirestoreEmulator,
} from './firestore-emulator.ts';

/** The variables that name the address of the emulator, or why there is none; never both. */
export const ASK_AT = 'FIRESTORE_OF_THIS_RUN';
export const MISSING = 'FIRESTORE_MISSING_BECAUSE';

/**
 * One emulator for all test files of a run, in every process. It starts when the first of them needs it,
 * because java takes seconds of processor time and most runs need none.
 *
 * @returns what ends it
 */
export async function shareFirestore(): Promise<() => Promise<void>> {
  const found = findFirestoreEmulator();
  delete process.env[ASK_AT];
  delete process.env[MISSING];
  if (found.kind === 'missing') {
    process.env[MISSING] = found.reason;
    return async () => undefined;
  }
  // Google's client prefers this variable to a given host, and would bypass a proxy.
  delete process.env['FIRESTORE_EMULATOR_HOST'];
  let emulator: Promise<FirestoreEmulator> | null = null;
  const server = createServer(async (_, reply) => {
    emulator ??= startFirestoreEmulator(found);
    await emulator.then(
      ({ host }) => reply.end(host),
      (failure: Error) => reply.writeHead(500).end(failure.message),
    );
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  process.env[ASK_AT] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return async () => {
    // Another run follows in watch mode.
    if (found.running) process.env['FIRESTORE_EMULATOR_HOST'] = found.running;
    server.close();
    server.closeAllConnections();
    await emulator?.then(
      ({ stop }) => stop(),
      () => undefined,
    );
  };
}

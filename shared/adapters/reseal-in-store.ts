import type { SealedRecords } from '../sealing/index.ts';
import type { ConnectionStore, RequestStore } from '../tokens/index.ts';

/** Every write seals with the current key, so reading and writing a connection unchanged reseals it. */
export const resealConnection =
  ({ readConnection, writeConnection }: ConnectionStore): SealedRecords['reseal'] =>
  (id) =>
    rewrite(() => readConnection(id), writeConnection);

/** Reseals an authorization request in the same way. */
export const resealRequest =
  ({ readRequest, writeRequest }: RequestStore): SealedRecords['reseal'] =>
  (id) =>
    rewrite(() => readRequest(id), writeRequest);

async function rewrite<T>(
  read: () => Promise<{ readonly value: T; readonly revision: string } | null>,
  write: (value: T, revision: string) => Promise<string | null>,
): Promise<void> {
  for (let found = await read(); found; found = await read()) {
    if ((await write(found.value, found.revision)) !== null) return;
  }
}

import type { SealedRecords } from '../sealing/index.ts';
import type { ConnectionStore, RequestStore } from '../tokens/index.ts';

/** A write seals with the current key: what is read and written as it is, is sealed anew. */
export const resealConnection =
  ({ readConnection, writeConnection }: ConnectionStore): SealedRecords['reseal'] =>
  (id) =>
    rewrite(() => readConnection(id), writeConnection);

/** The same for an authorization request. */
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

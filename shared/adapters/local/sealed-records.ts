import type { DatabaseSync } from 'node:sqlite';
import type { SealedRecords } from '../../sealing/index.ts';
import { withBusyRetry } from './sqlite-errors.ts';

/** The table and columns that hold the sealed text of each kind. */
const SEALED_COLUMNS = {
  'access tokens': {
    from: 'connections',
    id: 'id',
    sealed: "json_extract(document, '$.accessToken.value')",
  },
  'authorization requests': { from: 'authorization_requests', id: 'id', sealed: 'document' },
  grants: { from: 'grants', id: 'name', sealed: 'sealed' },
  'signing keys': { from: 'signing_keys', id: 'name', sealed: 'sealed' },
  'organization secrets': { from: 'org_secrets', id: 'name', sealed: 'sealed' },
  'caller secrets': { from: 'caller_secrets', id: 'name', sealed: 'sealed' },
} as const satisfies Record<SealedRecords['kind'], unknown>;

/** One kind of sealed record in SQLite. A sealed text begins with its key's id in plain text, so SQL can match it. */
export function createSealedRecords(
  database: DatabaseSync,
  kind: SealedRecords['kind'],
  reseal: SealedRecords['reseal'],
): SealedRecords {
  const { from, id, sealed } = SEALED_COLUMNS[kind];
  const others = `FROM ${from} WHERE ${sealed} IS NOT NULL AND ${sealed} NOT LIKE ?`;
  const count = database.prepare(`SELECT count(*) AS n ${others}`);
  const list = database.prepare(`SELECT ${id} AS id ${others} ORDER BY ${id}`);
  const sealedWith = (keyId: string): string => `v1.${keyId}.%`;
  return {
    kind,
    reseal,
    countOthers: async (keyId) =>
      Number((await withBusyRetry(() => count.get(sealedWith(keyId))))?.['n']),
    async *listOthers(keyId) {
      for (const row of await withBusyRetry(() => list.all(sealedWith(keyId)))) {
        yield String(row['id']);
      }
    },
  };
}

import type { DatabaseSync } from 'node:sqlite';
import type { SealedRecords } from '../../sealing/index.ts';
import { patiently } from './sqlite-errors.ts';

/** Where the sealed text of each kind stands. */
const PLACES = {
  'access tokens': {
    from: 'connections',
    id: 'id',
    sealed: "json_extract(document, '$.accessToken.value')",
  },
  'authorization requests': { from: 'authorization_requests', id: 'id', sealed: 'document' },
  grants: { from: 'grants', id: 'name', sealed: 'sealed' },
} as const satisfies Record<SealedRecords['kind'], unknown>;

/** One kind of sealed record in SQLite. A key's id is in the open, in front of what it sealed. */
export function createSealedRecords(
  database: DatabaseSync,
  kind: SealedRecords['kind'],
  reseal: SealedRecords['reseal'],
): SealedRecords {
  const { from, id, sealed } = PLACES[kind];
  const others = `FROM ${from} WHERE ${sealed} IS NOT NULL AND ${sealed} NOT LIKE ?`;
  const count = database.prepare(`SELECT count(*) AS n ${others}`);
  const list = database.prepare(`SELECT ${id} AS id ${others} ORDER BY ${id}`);
  const sealedWith = (keyId: string): string => `v1.${keyId}.%`;
  return {
    kind,
    reseal,
    countOthers: async (keyId) =>
      Number((await patiently(() => count.get(sealedWith(keyId))))?.['n']),
    async *listOthers(keyId) {
      for (const row of await patiently(() => list.all(sealedWith(keyId)))) {
        yield String(row['id']);
      }
    },
  };
}

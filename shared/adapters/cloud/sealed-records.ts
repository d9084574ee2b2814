import type { Query, QueryDocumentSnapshot, QuerySnapshot } from '@google-cloud/firestore';
import type { SealedRecords } from '../../sealing/index.ts';
import type { OpenDatabase } from './firestore.ts';
import { call } from './google-cloud.ts';

const PAGE = 300;

/**
 * One kind of sealed record in Firestore. Each document has the id of its sealing key in a field, which
 * is null where nothing is sealed; a `!=` query never matches null.
 */
export function createSealedRecords(
  open: OpenDatabase,
  { kind, collection }: { readonly kind: SealedRecords['kind']; readonly collection: string },
  reseal: SealedRecords['reseal'],
): SealedRecords {
  const others = async (keyId: string): Promise<Query> =>
    (await open()).firestore.collection(collection).where('sealedWith', '!=', keyId);
  return {
    kind,
    reseal,
    countOthers: async (keyId) => {
      const { readRole } = await open();
      const query = (await others(keyId)).count();
      return (await call(readRole, () => query.get())).data().count;
    },
    async *listOthers(keyId) {
      const { readRole } = await open();
      const ordered = (await others(keyId)).orderBy('sealedWith').select().limit(PAGE);
      let after: QueryDocumentSnapshot | null = null;
      do {
        const page: Query = after ? ordered.startAfter(after) : ordered;
        const { docs }: QuerySnapshot = await call(readRole, () => page.get());
        for (const { id } of docs) yield id;
        after = docs.length < PAGE ? null : (docs.at(-1) ?? null);
      } while (after);
    },
  };
}

import type { Query, QueryDocumentSnapshot, QuerySnapshot } from '@google-cloud/firestore';
import type { SealedRecords } from '../../sealing/index.ts';
import type { OpenDatabase } from './firestore.ts';
import { call } from './google-cloud.ts';

const PAGE = 300;

/**
 * One kind of sealed record in Firestore. The id of the sealing key is a field of each document;
 * null where nothing is sealed, which `!=` never finds.
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
      const { reading } = await open();
      const query = (await others(keyId)).count();
      return (await call(reading, () => query.get())).data().count;
    },
    async *listOthers(keyId) {
      const { reading } = await open();
      const ordered = (await others(keyId)).orderBy('sealedWith').select().limit(PAGE);
      let after: QueryDocumentSnapshot | null = null;
      do {
        const page: Query = after ? ordered.startAfter(after) : ordered;
        const { docs }: QuerySnapshot = await call(reading, () => page.get());
        for (const { id } of docs) yield id;
        after = docs.length < PAGE ? null : (docs.at(-1) ?? null);
      } while (after);
    },
  };
}

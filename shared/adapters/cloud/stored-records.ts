import type { Query } from '@google-cloud/firestore';
import type { KeySet } from '../../sealing/index.ts';
import { AUTHORIZATION_REQUESTS } from './authorization-requests.ts';
import { CONNECTIONS } from './connections.ts';
import type { Database, OpenDatabase } from './firestore.ts';
import { call } from './google-cloud.ts';
import { GRANTS } from './sealed-vault.ts';

/** What a database holds, as far as it decides whom the database belongs to. Errors: those of `call`. */
export type StoredRecords = {
  /** Whether it has neither a connection nor a grant nor a parked answer: then it belongs to no client. */
  areMissing(): Promise<boolean>;
  /** Whether one of these keys sealed a record, or no record is sealed. */
  knowKeyOf(set: KeySet): Promise<boolean>;
};

const SEALED = [CONNECTIONS, GRANTS, AUTHORIZATION_REQUESTS] as const;

/** The most values of one `in` query. */
const MOST_VALUES = 30;

export function createStoredRecords(open: OpenDatabase): StoredRecords {
  const anyIn = async (queriesIn: (database: Database) => readonly Query[]): Promise<boolean> => {
    const database = await open();
    const found = await Promise.all(
      queriesIn(database).map((query) =>
        call(database.readRole, () => query.select().limit(1).get()),
      ),
    );
    return found.some(({ empty }) => !empty);
  };
  return {
    areMissing: async () => {
      const holds = await anyIn(({ firestore, library }) => [
        firestore.collection(CONNECTIONS),
        firestore.collection(GRANTS),
        firestore
          .collection(AUTHORIZATION_REQUESTS)
          .where('answeredAt', '>', library.Timestamp.fromMillis(0)),
      ]);
      return !holds;
    },
    knowKeyOf: async ({ keys }) => {
      const sealed = await anyIn(({ firestore }) =>
        SEALED.map((name) => firestore.collection(name).where('sealedWith', '!=', null)),
      );
      if (!sealed) return true;
      const ids = Object.keys(keys).slice(-MOST_VALUES);
      return anyIn(({ firestore }) =>
        SEALED.map((name) => firestore.collection(name).where('sealedWith', 'in', ids)),
      );
    },
  };
}

import type { Connection, Store } from '../../shared/tokens/index.ts';

/** One adapter under test: a new, empty store, and ways to open the same store again. */
export type OpenedStore = {
  readonly store: Store;
  /** Closes the store and opens it again. */
  reopen(): Promise<Store>;
  /** Opens the same state a second time, as another instance does. */
  another(): Promise<Store>;
  close(): Promise<void>;
};

/** Returns the store of the running test, for the parts of a contract. */
export type Subject = Pick<OpenedStore, 'store' | 'another'> & { reopen(): Promise<void> };

/** Stores new connections concurrently. */
export async function put({ store }: Subject, ...connections: Connection[]): Promise<void> {
  await Promise.all(connections.map((connection) => store.writeConnection(connection, null)));
}

/** A time of day on the date of the samples. */
export const at = (time: string): Date => new Date(`2026-01-01T${time}Z`);

/** Ids that nothing has which the adapters store under generated ids. */
export const NOBODYS_IDS = ['', '.', '..', 'a/b', '__x__', 'x'.repeat(2000), 'ä'];

import type { Connection, Store } from '../../shared/tokens/index.ts';

/** One adapter under test: a fresh, empty store, and the same one opened again by somebody else. */
export type OpenedStore = {
  readonly store: Store;
  /** Closes this one and opens what it left behind. */
  reopen(): Promise<Store>;
  /** A second handle on the same state, as another instance has it. */
  another(): Promise<Store>;
  close(): Promise<void>;
};

/** What the part of a contract that is about one interface talks to: the store of the test that runs. */
export type Subject = Pick<OpenedStore, 'store' | 'another'> & { reopen(): Promise<void> };

/** Stores new connections, all at once. */
export async function put({ store }: Subject, ...connections: Connection[]): Promise<void> {
  await Promise.all(connections.map((connection) => store.writeConnection(connection, null)));
}

/** A moment of the day on which the samples live. */
export const at = (time: string): Date => new Date(`2026-01-01T${time}Z`);

/** What cannot be the id of anything that the adapters store under ids of their own making. */
export const NOBODYS_IDS = ['', '.', '..', 'a/b', '__x__', 'x'.repeat(2000), 'ä'];

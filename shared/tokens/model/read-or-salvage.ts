import { asAppError } from '../../errors.ts';
import type { Connection } from './connection.ts';
import type { ConnectionStore, Versioned } from './store.ts';

type Reads = Pick<ConnectionStore, 'readConnection' | 'salvageConnection'>;

/**
 * Reads a connection for what replaces or ends it: when the record is damaged, what is left of it. Otherwise
 * neither its owner's consent nor a disconnect could get past the damage.
 *
 * @throws AppError what the store throws, but not `record_unreadable`
 */
export async function readOrSalvage(
  store: Reads,
  id: string,
): Promise<Versioned<Connection> | null> {
  try {
    return await store.readConnection(id);
  } catch (thrown) {
    if (asAppError(thrown).code !== 'record_unreadable') throw thrown;
    return store.salvageConnection(id);
  }
}

/** Catches `record_unreadable`, for a value that is needed only when it can be read. */
export function noneIfUnreadable(thrown: unknown): null {
  if (asAppError(thrown).code !== 'record_unreadable') throw thrown;
  return null;
}

import { AppError } from '../errors.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Connection } from '../tokens/index.ts';

/**
 * The connection of an id, unless it was disconnected.
 *
 * @throws AppError `connection_unknown`, `store_unavailable`, `record_unreadable`
 */
export async function requireConnection(id: string, { store }: Runtime): Promise<Connection> {
  const found = await store.readConnection(id);
  if (!found || found.value.status === 'disconnected') throw new AppError('connection_unknown');
  return found.value;
}

import { AppError } from '../errors.ts';
import type { ConnectView } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Connection, ConnectPurpose } from '../tokens/index.ts';
import { readConnectForm } from './connect-form.ts';

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

/**
 * What an administrator asks to be authorized: `connection` reconnects one (by its `sub`, so that a
 * renamed mailbox stays the same), else `profile` and `mailbox` connect. A form that cannot be meant
 * comes back as it was, with the field that is wrong.
 *
 * @throws AppError `connection_unknown`, `store_unavailable`, `record_unreadable`
 */
export async function readPurpose(
  fields: URLSearchParams,
  runtime: Runtime,
): Promise<ConnectPurpose | ConnectView> {
  const connectionId = fields.get('connection');
  if (connectionId !== null) {
    const { profile, mailbox } = await requireConnection(connectionId, runtime);
    return { kind: 'connect', profile, connectionId, expectedAddress: mailbox.address };
  }
  const { view, purpose } = readConnectForm(fields);
  return purpose ?? view;
}

import { AppError } from '../errors.ts';
import type { Incoming } from '../http/index.ts';
import type { ConnectView } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import {
  type Connection,
  type ConnectPurpose,
  isAddress,
  isScopeProfile,
  readOrSalvage,
} from '../tokens/index.ts';

/** The id of the connection or link that the path names; empty when it names none. */
export const idIn = ({ params }: Pick<Incoming, 'params'>): string => params['id'] ?? '';

/**
 * Reads a connection that is to be replaced or ended: of a damaged record, what is left.
 *
 * @throws AppError `connection_unknown`, `store_unavailable`
 */
export async function requireConnection(id: string, { store }: Runtime): Promise<Connection> {
  const found = await readOrSalvage(store, id);
  if (!found) throw new AppError('connection_unknown');
  return found.value;
}

/** @throws AppError `connection_unknown`, `connection_disconnected`, `store_unavailable` */
export async function requireConnected(id: string, runtime: Runtime): Promise<Connection> {
  const connection = await requireConnection(id, runtime);
  if (connection.status === 'disconnected') throw new AppError('connection_disconnected');
  return connection;
}

/**
 * Reads what an administrator wants to authorize. With `connection` it is a reconnect, matched by `sub`, so that
 * a renamed mailbox stays the same connection; `account=new` lets another account that has its address now
 * replace it. Otherwise `profile` and `mailbox` describe a new one. For an invalid form it returns the form's
 * values and names the invalid field.
 *
 * @throws AppError `connection_unknown`, `store_unavailable`
 */
export async function readPurpose(
  fields: URLSearchParams,
  runtime: Runtime,
): Promise<ConnectPurpose | ConnectView> {
  const connectionId = fields.get('connection');
  if (connectionId !== null) {
    const { profile, mailbox } = await requireConnection(connectionId, runtime);
    const newAccount = fields.get('account') === 'new';
    const expectedAddress = mailbox.address;
    return { kind: 'connect', profile, connectionId, expectedAddress, newAccount };
  }
  const { view, purpose } = readConnectForm(fields);
  return purpose ?? view;
}

/** A submitted connect form: the values to show again, and its purpose; null when a field is invalid. */
export type ConnectForm = {
  readonly view: ConnectView;
  readonly purpose: ConnectPurpose | null;
};

/** Reads `profile` and `mailbox` of the form that connects a mailbox. The default is the smallest profile. */
export function readConnectForm(fields: URLSearchParams): ConnectForm {
  const profile = fields.get('profile') ?? 'probe';
  const mailbox = fields.get('mailbox')?.trim() ?? '';
  if (!isScopeProfile(profile)) {
    return { view: { profile: 'probe', mailbox, invalid: 'profile' }, purpose: null };
  }
  if (mailbox !== '' && !isAddress(mailbox)) {
    return { view: { profile, mailbox, invalid: 'mailbox' }, purpose: null };
  }
  const expectedAddress = mailbox === '' ? null : mailbox;
  const purpose = { kind: 'connect' as const, profile, expectedAddress, connectionId: null };
  return { view: { profile, mailbox, invalid: null }, purpose };
}

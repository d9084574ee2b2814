import { AppError } from '../errors.ts';
import type { ConnectView } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import {
  type Connection,
  type ConnectPurpose,
  isAddress,
  isScopeProfile,
} from '../tokens/index.ts';

/**
 * Reads the connection with this id. A disconnected one counts as unknown.
 *
 * @throws AppError `connection_unknown`, `store_unavailable`, `record_unreadable`
 */
export async function requireConnection(id: string, { store }: Runtime): Promise<Connection> {
  const found = await store.readConnection(id);
  if (!found || found.value.status === 'disconnected') throw new AppError('connection_unknown');
  return found.value;
}

/**
 * Reads what an administrator wants to authorize. With `connection` it is a reconnect (matched by `sub`, so
 * that a renamed mailbox stays the same connection; with `account=new` another account that has its address now
 * replaces it), else `profile` and `mailbox` describe a new one. For
 * an invalid form it returns the form's values and names the invalid field.
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

import type { RequestIn } from '../model/authorization-request.ts';
import type { Connection } from '../model/connection.ts';
import type { Ports } from '../model/ports.ts';
import { noneIfUnreadable } from '../model/read-or-salvage.ts';
import { disconnect } from './disconnect.ts';

/**
 * Ends the connections of accounts that had this connection's address before it: the one that the administrator
 * replaces, and one whose grant is dead. An address belongs to one Google account at a time, so that a dead
 * grant under it cannot come back. Their history stays.
 *
 * It never fails, because the new account is connected; what stays can be disconnected by hand.
 */
export async function endReplaced(
  ports: Ports,
  { purpose, begunBy }: RequestIn<'answered'>,
  { id, mailbox }: Connection,
): Promise<void> {
  if (purpose.kind !== 'connect') return;
  try {
    const ending = { by: begunBy, revokes: true };
    const replaced = purpose.newAccount ? purpose.connectionId : null;
    if (replaced !== null && replaced !== id) await disconnect(ports, replaced, ending);
    const other = await ports.store.findByAddress(mailbox.address, id).catch(noneIfUnreadable);
    // It may work again by now.
    if (other?.status === 'needs_reconnect') {
      await disconnect(ports, other.id, { ...ending, onlyDead: true });
    }
  } catch {
    // The list of mailboxes still shows them.
  }
}

import type { Incoming, Reply } from '../http/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { backTo, type FlashKind } from '../web/flash.ts';
import { idIn, requireConnection } from '../web/purpose.ts';
import { HOME } from '../web/return-path.ts';
import { readAdminForm } from '../web/session-guard.ts';
import { refusalOf } from './delegations.ts';
import { mailboxReply } from './one-mailbox.ts';

/** "Use the service account": connects the mailbox by it, also one whose owner has consented. */
export async function useDelegation(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const { mailbox } = await requireConnection(idIn(incoming), runtime);
  const delegating = {
    delegationId: form.get('delegation') ?? '',
    address: mailbox.address,
    by: session.address,
  };
  return change(incoming, runtime, async () => {
    const { connection, revoked } = await runtime.tokens.connectByDelegation(delegating);
    return [revoked ? 'delegated' : 'delegated_unrevoked', connection.id];
  });
}

/** Names the service account that takes over when the consent dies, or none. */
export async function nameFallback(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const named = { delegationId: form.get('delegation') || null, by: session.address };
  return change(incoming, runtime, async () => {
    const { id } = await runtime.tokens.nameFallback(idIn(incoming), named);
    return ['fallback_named', id];
  });
}

/** Returns to the mailbox's page, which shows a refusal in place. */
async function change(
  incoming: Incoming,
  runtime: Runtime,
  make: () => Promise<readonly [FlashKind, connectionId: string]>,
): Promise<Reply> {
  try {
    const [flash, connectionId] = await make();
    // Another account may have the address now, and is another connection.
    const path = `${HOME}/connections/${encodeURIComponent(connectionId)}`;
    return backTo(runtime, path, { flash, connectionId });
  } catch (thrown) {
    const { view: refused, status } = refusalOf(incoming, thrown);
    return mailboxReply(incoming, runtime, { id: idIn(incoming), flash: null, refused, status });
  }
}

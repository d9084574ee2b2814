import { type AppError, errorEntry } from '../errors.ts';
import { type Incoming, page, type Reply, refusalHeaders } from '../http/index.ts';
import { disconnectPage, notDisconnectedPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { credentialOf, methodOf, readOrSalvage } from '../tokens/index.ts';
import { backTo } from '../web/flash.ts';
import { frameFor, frameOf } from '../web/frame.ts';
import { errorViewOf, pageRefusal } from '../web/page-refusal.ts';
import { idIn, requireConnected } from '../web/purpose.ts';
import { returnPath } from '../web/return-path.ts';
import { readAdminForm, requireSession, sessionOf } from '../web/session-guard.ts';

/** The page that explains what disconnecting does, and asks for confirmation. */
export async function showDisconnect(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const connection = await requireConnected(idIn(incoming), runtime);
  const view = { connection, returnTo: returnPath(incoming.query.get('return_to')) };
  return page(disconnectPage(await frameOf(incoming, runtime), view));
}

/** "Disconnect mailbox": revokes the grant at Google, then deletes it here. */
export async function disconnectMailbox(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  await runtime.tokens.disconnect(idIn(incoming), session.address);
  return returnDisconnected(incoming, runtime, form);
}

/** "Forget it here without revoking", which the page of a failed disconnect offers. */
export async function forgetMailbox(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  await runtime.tokens.forget(idIn(incoming), session.address);
  return returnDisconnected(incoming, runtime, form);
}

const returnDisconnected = (incoming: Incoming, runtime: Runtime, form: URLSearchParams): Reply =>
  backTo(runtime, returnPath(form.get('return_to')), {
    flash: 'disconnected',
    connectionId: idIn(incoming),
  });

/** The refusals of the setup page: a disconnect that failed is answered with its own page. */
export async function setupRefusal(
  incoming: Incoming,
  error: AppError,
  runtime: Runtime,
): Promise<Reply> {
  const reply = await notDisconnected(incoming, error, runtime).catch(() => null);
  return reply ?? pageRefusal(incoming, error, runtime);
}

/** Null: it was no disconnect, or the caller is at fault and not Google or this installation. */
async function notDisconnected(
  incoming: Incoming,
  error: AppError,
  runtime: Runtime,
): Promise<Reply | null> {
  const { status } = errorEntry(error.code);
  const { method, path, prefersJson } = incoming;
  if (method !== 'POST' || !path.endsWith('/disconnect') || prefersJson || status < 500)
    return null;
  const session = await sessionOf(incoming, runtime);
  const found = await readOrSalvage(runtime.store, idIn(incoming));
  if (!session || !found) return null;
  const known = { method: methodOf(credentialOf(found.value)) };
  const view = { connection: found.value, error: errorViewOf(incoming, error, known) };
  const frame = frameFor(incoming, runtime, session);
  return refusalHeaders(page(notDisconnectedPage(frame, view), status), error);
}

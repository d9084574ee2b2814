import { AppError } from '../errors.ts';
import { createGmail } from '../google/index.ts';
import { type Incoming, page, type Reply } from '../http/index.ts';
import { disconnectPage, type Flash, mailboxPage } from '../pages/index.ts';
import { probeMailbox } from '../probe/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { backTo, type FlashKind, flashOf } from '../web/flash.ts';
import { frameOf } from '../web/frame.ts';
import { eventViewOf, mailboxViewOf } from '../web/mailbox-view.ts';
import { requireConnection } from '../web/purpose.ts';
import { returnPath } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';

const EVENTS_SHOWN = 50;

const REFRESH_FLASHES = {
  refreshed: 'refreshed',
  fresh: 'refreshed',
  busy: 'refresh_busy',
  retry_later: 'refresh_failed',
  needs_reconnect: 'refresh_failed',
} as const;

const idIn = ({ params }: Incoming): string => params['id'] ?? '';

/** The mailbox's own page. */
export async function showMailbox(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const flash = await flashOf(incoming.query, runtime);
  return mailboxWith(incoming, runtime, { id: idIn(incoming), flash });
}

/** One that was disconnected is shown too: somebody may ask who did it, and when. */
export async function mailboxWith(
  incoming: Incoming,
  runtime: Runtime,
  { id, flash }: { readonly id: string; readonly flash: Flash | null },
): Promise<Reply> {
  const { store, tokens } = runtime;
  const [frame, found, events, fleets] = await Promise.all([
    frameOf(incoming, runtime),
    store.readConnection(id),
    store.listEvents({ connectionId: id, limit: EVENTS_SHOWN }),
    tokens.lookAtFleets(),
  ]);
  if (!found) throw new AppError('connection_unknown');
  const mailbox = mailboxViewOf(found.value, fleets);
  const returnTo = returnPath(incoming.query.get('return_to'));
  return page(mailboxPage(frame, { mailbox, events: events.map(eventViewOf), flash, returnTo }));
}

/** "Check now". */
export async function probeOnRequest(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { form } = await readAdminForm(incoming, runtime);
  const ports = { ...runtime, gmail: createGmail(runtime.google) };
  await probeMailbox(ports, idIn(incoming), 'person');
  return done(incoming, runtime, { form, flash: 'probed' });
}

/** "Refresh now". */
export async function refreshNow(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { form } = await readAdminForm(incoming, runtime);
  const { kind } = await runtime.tokens.refreshOne(idIn(incoming));
  return done(incoming, runtime, { form, flash: REFRESH_FLASHES[kind] });
}

/** What disconnecting means, before it is done. */
export async function askDisconnect(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const connection = await requireConnection(idIn(incoming), runtime);
  const view = { connection, returnTo: returnPath(incoming.query.get('return_to')) };
  return page(disconnectPage(await frameOf(incoming, runtime), view));
}

export async function disconnectMailbox(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  await runtime.tokens.disconnect(idIn(incoming), session.address);
  return done(incoming, runtime, { form, flash: 'disconnected' });
}

function done(
  incoming: Incoming,
  runtime: Runtime,
  { form, flash }: { readonly form: URLSearchParams; readonly flash: FlashKind },
): Reply {
  const path = returnPath(form.get('return_to'));
  return backTo(runtime, path, { flash, connectionId: idIn(incoming) });
}

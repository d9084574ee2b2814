import { AppError } from '../errors.ts';
import { type Incoming, page, type Reply } from '../http/index.ts';
import { type Flash, mailboxPage } from '../pages/index.ts';
import { checkImap, enableImap, probeMailbox } from '../probe/index.ts';
import { withGmailAndImap } from '../runtime/gmail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { readOrSalvage } from '../tokens/index.ts';
import { backTo, type FlashKind, flashOf } from '../web/flash.ts';
import { frameOf } from '../web/frame.ts';
import { eventViewOf, mailboxViewOf } from '../web/mailbox-view.ts';
import { idIn } from '../web/purpose.ts';
import { returnPath } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';
import { newLinkOf } from './links.ts';

const EVENTS_SHOWN = 50;

const REFRESH_FLASHES = {
  refreshed: 'refreshed',
  fresh: 'refreshed',
  busy: 'refresh_busy',
  retry_later: 'refresh_failed',
  needs_reconnect: 'refresh_failed',
} as const;

/** The page of one mailbox. */
export async function showMailbox(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const session = await requireSession(incoming, runtime);
  const made = await newLinkOf(incoming, runtime, session);
  const flash = made ?? (await flashOf(incoming.query, runtime));
  return mailboxReply(incoming, runtime, { id: idIn(incoming), flash });
}

/**
 * Shows disconnected mailboxes as well: their events tell who disconnected them, and when. Of a damaged record it
 * shows what is left, with the actions that replace it.
 */
async function mailboxReply(
  incoming: Incoming,
  runtime: Runtime,
  { id, flash }: { readonly id: string; readonly flash: Flash | null },
): Promise<Reply> {
  const { store, tokens } = runtime;
  const [frame, found, { items, next }, fleets] = await Promise.all([
    frameOf(incoming, runtime),
    readOrSalvage(store, id),
    store.pageEvents({ connectionId: id, after: null, limit: EVENTS_SHOWN }),
    tokens.lookAtFleets(),
  ]);
  if (!found) throw new AppError('connection_unknown');
  const mailbox = mailboxViewOf(found.value, fleets);
  const returnTo = returnPath(incoming.query.get('return_to'));
  const events = items.map(eventViewOf);
  const hasOlderEvents = next !== null;
  return page(mailboxPage(frame, { mailbox, events, hasOlderEvents, flash, returnTo }));
}

/** "Check now". */
export async function probeOnRequest(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const ports = withGmailAndImap(runtime);
  const id = idIn(incoming);
  const requestedBy = session.address;
  const { failure } = await probeMailbox(ports, id, { trigger: 'person', requestedBy });
  // Without a token, or without Gmail, IMAP could only fail for the same reason.
  if (failure === null) await checkImap(ports, id);
  return returnWithFlash(incoming, runtime, { form, flash: 'probed' });
}

/** "Enable IMAP". */
export async function enableImapOnRequest(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  await enableImap(withGmailAndImap(runtime), idIn(incoming), session.address);
  return returnWithFlash(incoming, runtime, { form, flash: 'imap_enabled' });
}

/** "Refresh now". */
export async function refreshNow(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const { kind } = await runtime.tokens.refreshOne(idIn(incoming), session.address);
  return returnWithFlash(incoming, runtime, { form, flash: REFRESH_FLASHES[kind] });
}

function returnWithFlash(
  incoming: Incoming,
  runtime: Runtime,
  { form, flash }: { readonly form: URLSearchParams; readonly flash: FlashKind },
): Reply {
  const path = returnPath(form.get('return_to'));
  return backTo(runtime, path, { flash, connectionId: idIn(incoming) });
}

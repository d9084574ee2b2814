import { AppError } from '../errors.ts';
import { type Incoming, page, type Reply } from '../http/index.ts';
import { actionsFragment, type ErrorView, type Flash, mailboxPage } from '../pages/index.ts';
import { checkImap, enableImap, probeMailbox } from '../probe/index.ts';
import { withGmailAndImap } from '../runtime/gmail.ts';
import type { Runtime } from '../runtime/runtime.ts';
import {
  type Delegation,
  isInDomains,
  type ListedConnection,
  readOrSalvage,
} from '../tokens/index.ts';
import { backTo, type FlashKind, flashOf } from '../web/flash.ts';
import { frameOf } from '../web/frame.ts';
import { eventViewOf, mailboxViewOf } from '../web/mailbox-view.ts';
import { idIn } from '../web/purpose.ts';
import { HOME, returnPath } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';
import { zoneOf } from '../web/time-zone.ts';
import { newLinkOf } from './links.ts';
import { mailSectionOf } from './mail-section.ts';

/** The last ones; a link leads to all of them. */
const EVENTS_SHOWN = 20;

const REFRESH_FLASHES = {
  refreshed: 'refreshed',
  fresh: 'refreshed',
  busy: 'refresh_busy',
  retry_later: 'refresh_failed',
  needs_reconnect: 'refresh_failed',
} as const;

/** The actions on a mailbox, for the menu of its line in the list. They return to the page that the query names. */
export async function showActions(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  const [frame, found] = await Promise.all([
    frameOf(incoming, runtime),
    readOrSalvage(runtime.store, idIn(incoming)),
  ]);
  if (!found) throw new AppError('connection_unknown');
  const path = returnPath(incoming.query.get('return_to'));
  return page(actionsFragment({ ...frame, path }, found.value));
}

/** The page of one mailbox. */
export async function showMailbox(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const session = await requireSession(incoming, runtime);
  const made = await newLinkOf(incoming, runtime, session);
  const flash = made ?? (await flashOf(incoming.query, runtime));
  return mailboxReply(incoming, runtime, { id: idIn(incoming), flash });
}

type MailboxShown = {
  readonly id: string;
  readonly flash: Flash | null;
  /** Why a change of the method was refused. */
  readonly refused?: ErrorView | null;
  readonly status?: number;
};

/**
 * Shows disconnected mailboxes as well: their events tell who disconnected them, and when. Of a damaged record it
 * shows what is left, with the actions that replace it.
 */
export async function mailboxReply(
  incoming: Incoming,
  runtime: Runtime,
  { id, flash, refused = null, status = 200 }: MailboxShown,
): Promise<Reply> {
  const { store, tokens } = runtime;
  const [frame, found, { items, next }, fleets, delegations] = await Promise.all([
    frameOf(incoming, runtime),
    readOrSalvage(store, id),
    store.pageEvents({ connectionId: id, after: null, limit: EVENTS_SHOWN }),
    tokens.lookAtFleets(),
    tokens.listDelegations(),
  ]);
  if (!found) throw new AppError('connection_unknown');
  const mailbox = mailboxViewOf(found.value, fleets);
  const returnTo = returnPath(incoming.query.get('return_to'));
  const events = items.map(eventViewOf);
  const hasOlderEvents = next !== null;
  const mail = await mailSectionOf(runtime, found.value, {
    notice: incoming.query.get('notice'),
    zone: zoneOf(incoming),
  });
  const view = { mailbox, events, hasOlderEvents, flash, returnTo, refused, mail };
  const fitting = delegations.filter((each) => isForMailbox(each, found.value));
  // The answer to a form has no address of its own.
  const path = frame.path === HOME ? `${HOME}/connections/${id}` : frame.path;
  return page(mailboxPage({ ...frame, path }, { ...view, delegations: fitting }), status);
}

/** May it act for the mailbox, or does it already? Its domains may have been changed since. */
function isForMailbox(delegation: Delegation, { grant, mailbox }: ListedConnection): boolean {
  const isOwn = grant.kind === 'delegation' && grant.delegationId === delegation.id;
  return isOwn || isInDomains(delegation, mailbox.address);
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

import { type Incoming, page, type Reply } from '../http/index.ts';
import { type ConnectView, connectPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { readConnectForm } from '../web/connect-form.ts';
import { frameOf } from '../web/frame.ts';
import { readPurpose } from '../web/purpose.ts';
import { HOME, linkUrl, returned } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';
import { listMailboxes } from './mailboxes.ts';
import { mailboxWith } from './one-mailbox.ts';

export async function showConnect(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  // Opened without a choice yet, or prefilled by a link of ours: nothing is wrong with it so far.
  const { view } = readConnectForm(incoming.query);
  return connectWith(incoming, runtime, { ...view, invalid: null });
}

export async function connectWith(
  incoming: Incoming,
  runtime: Runtime,
  view: ConnectView,
): Promise<Reply> {
  const frame = await frameOf(incoming, runtime);
  return page(connectPage(frame, view), view.invalid ? 422 : 200);
}

/** Makes a one-time link for a mailbox owner elsewhere. It is shown once, and never in an address. */
export async function makeLink(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const asked = await readPurpose(form, runtime);
  if ('invalid' in asked) return connectWith(incoming, runtime, asked);
  const { link, expiresAt } = await runtime.tokens.beginAuthorization(asked, session.address);
  const url = linkUrl(runtime, link);
  const { expectedAddress: mailbox, profile, connectionId } = asked;
  const flash = { kind: 'link_made', url, expiresAt, mailbox, profile } as const;
  const back = returned(incoming, form);
  return connectionId !== null && back.path === `${HOME}/connections/${connectionId}`
    ? mailboxWith(back, runtime, { id: connectionId, flash })
    : listMailboxes(back, runtime, flash);
}

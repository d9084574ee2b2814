import { type Incoming, page, type Reply, redirect, withCookies } from '../http/index.ts';
import { type ConnectView, connectPage } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { bindBrowser } from '../web/browser.ts';
import { frameOf } from '../web/frame.ts';
import { readConnectForm, readPurpose } from '../web/purpose.ts';
import { connectFormPath } from '../web/return-path.ts';
import { readAdminForm, requireSession } from '../web/session-guard.ts';

export async function showConnect(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  // The form is new, or prefilled by one of our links: do not mark any field as invalid yet.
  const { view } = readConnectForm(incoming.query);
  return showConnectForm(incoming, runtime, { ...view, invalid: null });
}

export async function showConnectForm(
  incoming: Incoming,
  runtime: Runtime,
  view: ConnectView,
): Promise<Reply> {
  const frame = await frameOf(incoming, runtime);
  const { profile, mailbox } = view;
  // The language switch then returns to the form as it was filled in, also from a form that was refused.
  const path = connectFormPath(new URLSearchParams({ profile, mailbox }));
  return page(connectPage({ ...frame, path }, view), view.invalid ? 422 : 200);
}

/** Connects or reconnects a mailbox to which the administrator can sign in: continues to Google at once. */
export async function connectMailbox(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  const { session, form } = await readAdminForm(incoming, runtime);
  const purpose = await readPurpose(form, runtime);
  if ('invalid' in purpose) return showConnectForm(incoming, runtime, purpose);
  const browser = await bindBrowser(incoming, runtime);
  const { link } = await runtime.tokens.beginAuthorization(purpose, session.address);
  const location = await runtime.tokens.openAuthorization(link, browser.secret);
  return withCookies(redirect(location), browser.cookie);
}

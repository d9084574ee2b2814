import { type Reply, redirect } from '../http/index.ts';
import type { MailboxView, Notice } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { mailboxViewOf } from './mailbox-view.ts';
import { HOME } from './return-path.ts';

/** What an address can say was done to a connection. */
export type Done =
  | 'connected'
  | 'disconnected'
  | 'probed'
  | 'refreshed'
  | 'refresh_busy'
  | 'refresh_failed';

/** Back to the list, which tells what was done. */
export const toNotice = (runtime: Runtime, notice: Done, connectionId: string): Reply =>
  backTo(runtime, HOME, { notice, connectionId });

/** Back to the page on which it was asked for, and which tells what was done. */
export function backTo(
  { config }: Runtime,
  path: string,
  { notice, connectionId }: { readonly notice: Done; readonly connectionId: string },
): Reply {
  const url = new URL(`${config.baseUrl}${path}`);
  url.searchParams.set('notice', notice);
  url.searchParams.set('connection', connectionId);
  return redirect(url.href);
}

/** What the address says was done, if the connection itself bears it out: anybody can write a link. */
export async function noticeOf(
  query: URLSearchParams,
  { store, tokens }: Runtime,
): Promise<Notice | null> {
  const connectionId = query.get('connection');
  const done = query.get('notice');
  if (connectionId === null || !isDone(done)) return null;
  const found = await store.readConnection(connectionId);
  return found && BORNE_OUT[done](mailboxViewOf(found.value, await tokens.lookAtFleet()));
}

const BORNE_OUT: Readonly<Record<Done, (mailbox: MailboxView) => Notice | null>> = {
  connected: ({ connection: { status, profile, mailbox } }) =>
    status === 'active' ? { kind: 'connected', address: mailbox.address, profile } : null,
  disconnected: ({ connection: { status, mailbox } }) =>
    status === 'disconnected' ? { kind: 'disconnected', address: mailbox.address } : null,
  probed: ({
    connection: {
      probe,
      mailbox: { address },
    },
    diagnosis,
  }) => {
    if (!probe) return null;
    return diagnosis ? { kind: 'probe_failed', address, diagnosis } : { kind: 'probed', address };
  },
  refreshed: ({ connection: { status, failure, mailbox } }) =>
    status === 'active' && !failure ? { kind: 'refreshed', address: mailbox.address } : null,
  refresh_busy: ({ connection: { status, mailbox } }) =>
    status === 'active' ? { kind: 'refresh_busy', address: mailbox.address } : null,
  refresh_failed: ({ connection: { failure, mailbox }, diagnosis }) =>
    failure && diagnosis && { kind: 'refresh_failed', address: mailbox.address, diagnosis },
};

const isDone = (name: string | null): name is Done =>
  name !== null && Object.hasOwn(BORNE_OUT, name);

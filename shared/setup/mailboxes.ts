import { type Incoming, page, type Reply, redirect } from '../http/index.ts';
import { mailboxListPage, type Notice } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { frameOf } from './frame.ts';
import { requireSession } from './guard.ts';
import { mailboxViewOf } from './mailbox-view.ts';

const PAGE_SIZE = 25;

/** The home: every mailbox, and what was just done to one. */
export async function showMailboxes(incoming: Incoming, runtime: Runtime): Promise<Reply> {
  await requireSession(incoming, runtime);
  return listMailboxes(incoming, runtime, await noticeOf(incoming.query, runtime));
}

export async function listMailboxes(
  incoming: Incoming,
  runtime: Runtime,
  notice: Notice | null,
): Promise<Reply> {
  const after = incoming.query.get('after');
  const { items, ...rest } = await runtime.store.listConnections({ after, limit: PAGE_SIZE });
  const view = { mailboxes: items.map(mailboxViewOf), ...rest, notice };
  return page(mailboxListPage(await frameOf(incoming, runtime), view));
}

/** Back to the list, which tells what was done. */
export function toNotice(
  { config }: Runtime,
  notice: 'connected' | 'disconnected' | 'probed',
  connectionId: string,
): Reply {
  const query = new URLSearchParams({ notice, connection: connectionId });
  return redirect(`${config.baseUrl}/setup-page?${query}`);
}

/** What the address says was done, if the connection itself bears it out: anybody can write a link. */
async function noticeOf(query: URLSearchParams, { store }: Runtime): Promise<Notice | null> {
  const kind = query.get('notice');
  const connectionId = query.get('connection');
  const found = connectionId === null ? null : await store.readConnection(connectionId);
  if (!found) return null;
  const { mailbox, status, profile, probe } = found.value;
  const { address } = mailbox;
  if (kind === 'disconnected') return status === 'disconnected' ? { kind, address } : null;
  if (kind === 'connected') return status === 'active' ? { kind, address, profile } : null;
  if (kind !== 'probed' || !probe) return null;
  const { diagnosis } = mailboxViewOf(found.value);
  return diagnosis ? { kind: 'probe_failed', address, diagnosis } : { kind, address };
}

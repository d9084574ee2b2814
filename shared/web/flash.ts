import { type Reply, redirect } from '../http/index.ts';
import type { Flash, MailboxView } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { mailboxViewOf } from './mailbox-view.ts';
import { HOME } from './return-path.ts';

/** The results of an action that a URL can name, for the flash. */
export type FlashKind =
  | 'connected'
  | 'disconnected'
  | 'probed'
  | 'refreshed'
  | 'refresh_busy'
  | 'refresh_failed';

/** Redirects to the list, with a flash about what was done. */
export const withFlash = (runtime: Runtime, flash: FlashKind, connectionId: string): Reply =>
  backTo(runtime, HOME, { flash, connectionId });

/** Redirects to the page from which the action was started, with a flash about what was done. */
export function backTo(
  { config }: Runtime,
  path: string,
  { flash, connectionId }: { readonly flash: FlashKind; readonly connectionId: string },
): Reply {
  const url = new URL(`${config.baseUrl}${path}`);
  url.searchParams.set('notice', flash);
  url.searchParams.set('connection', connectionId);
  return redirect(url.href);
}

/** The flash that the URL names, if the connection's state confirms it: anybody can write such a link. */
export async function flashOf(
  query: URLSearchParams,
  { store, tokens }: Runtime,
): Promise<Flash | null> {
  const connectionId = query.get('connection');
  const done = query.get('notice');
  if (connectionId === null || !isFlashKind(done)) return null;
  const found = await store.readConnection(connectionId);
  return found && FLASHES[done](mailboxViewOf(found.value, await tokens.lookAtFleets()));
}

const FLASHES: Readonly<Record<FlashKind, (mailbox: MailboxView) => Flash | null>> = {
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

const isFlashKind = (name: string | null): name is FlashKind =>
  name !== null && Object.hasOwn(FLASHES, name);

import { type Diagnosis, diagnoseImap, diagnoseProbe } from '../diagnosis/index.ts';
import { type Reply, redirect } from '../http/index.ts';
import type { FirstCheck, Flash, MailboxView } from '../pages/index.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { type AuditTrail, accessEndOf, currentProbe, readOrSalvage } from '../tokens/index.ts';
import { mailboxViewOf } from './mailbox-view.ts';
import { HOME } from './return-path.ts';

/** The results of an action that a URL can name, for the flash. */
export type FlashKind =
  | 'connected'
  | 'disconnected'
  | 'delegated'
  | 'delegated_unrevoked'
  | 'fallback_named'
  | 'probed'
  | 'imap_enabled'
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
  const found = await readOrSalvage(store, connectionId);
  if (!found) return null;
  const fleets = await tokens.lookAtFleets();
  const probeDiagnosis = diagnoseProbe(found.value, fleets);
  const flash = FLASHES[done]({ ...mailboxViewOf(found.value, fleets), probeDiagnosis });
  if (flash?.kind !== 'disconnected' || (await isRevoked(store, connectionId))) return flash;
  return { ...flash, kind: 'forgotten' };
}

/** The disconnect is among the newest: few other events of a mailbox happen before the page is shown. */
const EVENTS_SEARCHED = 9;

/** Was the grant revoked at Google when the mailbox was last disconnected? The audit trail knows. */
async function isRevoked(store: AuditTrail, connectionId: string): Promise<boolean> {
  const events = await store.listEvents({ connectionId, limit: EVENTS_SEARCHED });
  return events.find(({ kind }) => kind === 'disconnected')?.revoked !== false;
}

/** A mailbox after an action on it. */
type Acted = MailboxView & { readonly probeDiagnosis: Diagnosis | null };

const FLASHES: Readonly<Record<FlashKind, (mailbox: Acted) => Flash | null>> = {
  connected: (acted) => {
    const { status, profile, mailbox } = acted.connection;
    if (status !== 'active') return null;
    const end = accessEndOf(acted.connection);
    return { kind: 'connected', address: mailbox.address, profile, check: checkIn(acted), end };
  },
  disconnected: ({ connection: { status, mailbox } }) =>
    status === 'disconnected' ? { kind: 'disconnected', address: mailbox.address } : null,
  delegated: (acted) => delegatedFlash(acted, 'delegated'),
  delegated_unrevoked: (acted) => delegatedFlash(acted, 'delegated_unrevoked'),
  fallback_named: ({ connection: { fallback, mailbox } }) => ({
    kind: fallback ? 'fallback_named' : 'fallback_removed',
    address: mailbox.address,
  }),
  probed: ({ connection, diagnosis, probeDiagnosis }) => {
    const { address } = connection.mailbox;
    if (!connection.probe) return null;
    if (probeDiagnosis) return { kind: 'probe_failed', address, diagnosis: probeDiagnosis };
    // What the probe found is the result of the click, whatever a refresh found before.
    if (diagnosis) return { kind: 'probe_passed_only', address, diagnosis };
    const imap = diagnoseImap(connection);
    return imap ? { kind: 'imap_failing', address, diagnosis: imap } : { kind: 'probed', address };
  },
  imap_enabled: ({ connection }) => {
    const { address } = connection.mailbox;
    if (!connection.imap) return null;
    const imap = diagnoseImap(connection);
    return imap
      ? { kind: 'imap_failing', address, diagnosis: imap }
      : { kind: 'imap_enabled', address };
  },
  refreshed: ({ connection: { status, failure, mailbox } }) =>
    status === 'active' && !failure ? { kind: 'refreshed', address: mailbox.address } : null,
  refresh_busy: ({ connection: { status, mailbox } }) =>
    status === 'active' ? { kind: 'refresh_busy', address: mailbox.address } : null,
  refresh_failed: ({ connection: { failure, mailbox }, diagnosis }) =>
    failure && diagnosis && { kind: 'refresh_failed', address: mailbox.address, diagnosis },
};

const delegatedFlash = (
  { connection: { status, grant, mailbox } }: Acted,
  kind: 'delegated' | 'delegated_unrevoked',
): Flash | null =>
  status === 'active' && grant.kind === 'delegation' ? { kind, address: mailbox.address } : null;

/** What the first probe of a mailbox found that was just connected. */
const checkIn = ({ connection, probeDiagnosis }: Acted): FirstCheck =>
  currentProbe(connection) ? { kind: 'made', diagnosis: probeDiagnosis } : { kind: 'pending' };

/** The same, read from the store; a store that cannot be read now knows of none. */
export async function checkOf({ store }: Runtime, connectionId: string): Promise<FirstCheck> {
  const found = await store.readConnection(connectionId).catch(() => null);
  if (!found) return { kind: 'pending' };
  const probeDiagnosis = diagnoseProbe(found.value);
  return checkIn({ ...mailboxViewOf(found.value, []), probeDiagnosis });
}

const isFlashKind = (name: string | null): name is FlashKind =>
  name !== null && Object.hasOwn(FLASHES, name);

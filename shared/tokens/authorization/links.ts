import { AppError } from '../../errors.ts';
import type { AuditEvent } from '../model/audit-event.ts';
import type { ConnectPurpose, RequestIn } from '../model/authorization-request.ts';
import { requestIdOf, stateOf } from '../model/identifiers.ts';
import { auditEvent } from '../model/make-event.ts';
import { LINK_RECORD, type PendingLink } from '../model/pending-link.ts';
import { TOLERANCE_MS } from '../model/plausible-moments.ts';
import type { Ports } from '../model/ports.ts';
import type { Versioned } from '../model/store.ts';
import { type AuthorizationLink, beginAuthorization } from './begin.ts';
import { openAuthorization, TRIP_MS } from './open.ts';

/** A new link, with the id under which it is listed. */
export type ListedLink = AuthorizationLink & { readonly id: string };

/** The id under which a link is listed. */
export const linkIdOf = (link: string): string => requestIdOf(stateOf(link));

/**
 * Makes a one-time link for a mailbox's owner, lists it, and adds that to the audit trail. The request is
 * written first: without it a listed link would lead nowhere.
 *
 * @throws AppError `store_unavailable`, `store_conflict`
 */
export async function makeLink(
  ports: Ports,
  purpose: ConnectPurpose,
  by: string,
): Promise<ListedLink> {
  const made = await beginAuthorization(ports, purpose, by);
  const link: PendingLink = {
    id: linkIdOf(made.link),
    mailbox: purpose.expectedAddress,
    connectionId: purpose.connectionId,
    profile: purpose.profile,
    begunBy: by,
    madeAt: ports.clock.now(),
    expiresAt: made.expiresAt,
    openedAt: null,
    endedAt: null,
  };
  const written = await write(ports, link, {
    revision: null,
    event: eventOf(ports, link, { by, kind: 'link_made' }),
  });
  if (written === null) throw new AppError('store_conflict');
  return { ...made, id: link.id };
}

/**
 * Uses a link: see `openAuthorization`. Then lists it as opened, best effort.
 *
 * @throws AppError what `openAuthorization` throws
 */
export async function openLink(ports: Ports, link: string, browser: string): Promise<string> {
  const location = await openAuthorization(ports, link, browser);
  const now = ports.clock.now();
  const opening: Change = { changeOf: ({ openedAt }) => ({ openedAt: openedAt ?? now }) };
  await change(ports, linkIdOf(link), opening).catch(() => null);
  return location;
}

/** Takes a link off the list once its mailbox is connected, best effort: it leaves by itself some minutes later. */
export async function endLink(ports: Ports, state: string): Promise<void> {
  await change(ports, requestIdOf(state), { changeOf: endAt(ports.clock.now()) }).catch(() => null);
}

/**
 * The links that may still connect a mailbox, the newest first. An opened one is among them for as long as its
 * trip to Google may take.
 *
 * @throws AppError `store_unavailable`
 */
export async function listLinks({ store, clock }: Ports): Promise<readonly PendingLink[]> {
  const now = clock.now().getTime();
  // A link that was made in the future was made by a clock that was ahead, and has expired.
  const isPending = ({ madeAt, openedAt, expiresAt, endedAt }: PendingLink): boolean =>
    endedAt === null &&
    madeAt.getTime() <= now + TOLERANCE_MS &&
    now < (openedAt ? openedAt.getTime() + TRIP_MS : expiresAt.getTime());
  return (await store.listRecords(LINK_RECORD))
    .filter(isPending)
    .toSorted((one, other) => other.madeAt.getTime() - one.madeAt.getTime());
}

/**
 * Withdraws a link: from now on it connects nothing, even if its owner is at Google already. Withdrawing it
 * again is no error, and repairs the list after a crash between the two writes.
 *
 * @throws AppError `link_expired` when it is not listed, `authorization_request_consumed` when its owner came
 *   back from Google before; `store_unavailable`, `store_conflict`, `record_unreadable`
 */
export async function withdrawLink(ports: Ports, id: string, by: string): Promise<void> {
  const { store, clock } = ports;
  const listed = await store.readRecord(LINK_RECORD, id);
  if (!listed) throw new AppError('link_expired');
  await endRequest(ports, listed.value);
  const event = eventOf(ports, listed.value, { by, kind: 'link_withdrawn' });
  await change(ports, id, { changeOf: endAt(clock.now()), event });
}

async function endRequest({ store }: Ports, { id, expiresAt }: PendingLink): Promise<void> {
  for (;;) {
    const found = await store.readRequest(id);
    if (!found) return;
    const { value, revision } = found;
    if (value.stage === 'settled' && value.outcome?.kind === 'withdrawn') return;
    if (value.stage !== 'linked' && value.stage !== 'opened') {
      throw new AppError('authorization_request_consumed');
    }
    const { purpose, begunBy } = value;
    const browser = value.stage === 'opened' ? value.browser : undefined;
    const outcome = { kind: 'withdrawn' } as const;
    const ended: RequestIn<'settled'> = {
      ...{ id, purpose, begunBy, browser, outcome, expiresAt },
      stage: 'settled',
    };
    if ((await store.writeRequest(ended, revision)) !== null) return;
  }
}

function eventOf(
  ports: Ports,
  { mailbox, connectionId }: PendingLink,
  { by, kind }: { readonly by: string; readonly kind: 'link_made' | 'link_withdrawn' },
): AuditEvent {
  const event = auditEvent(ports, kind, { of: null, by, role: 'administrator' });
  return { ...event, address: mailbox, connectionId };
}

type Change = {
  /** Null: there is nothing to change. */
  readonly changeOf: (link: PendingLink) => Partial<PendingLink> | null;
  readonly event?: AuditEvent | null;
};

const endAt =
  (now: Date): Change['changeOf'] =>
  ({ endedAt }) =>
    endedAt === null ? { endedAt: now } : null;

/** Changes a listed link, if it is listed and there is something to change. */
async function change(ports: Ports, id: string, { changeOf, event = null }: Change): Promise<void> {
  for (;;) {
    const found: Versioned<PendingLink> | null = await ports.store.readRecord(LINK_RECORD, id);
    const changed = found && changeOf(found.value);
    if (!found || !changed) return;
    const after = { ...found.value, ...changed };
    const written = await write(ports, after, { revision: found.revision, event });
    if (written !== null) return;
  }
}

const write = (
  { store }: Ports,
  link: PendingLink,
  { revision, event }: { readonly revision: string | null; readonly event: AuditEvent | null },
): Promise<string | null> => {
  const { id, expiresAt } = link;
  return store.writeRecord({ kind: LINK_RECORD, id, value: link, expiresAt }, revision, event);
};

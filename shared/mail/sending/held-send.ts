import { AppError } from '../../errors.ts';
import type { MailEvent } from '../model/mail-event.ts';
import type { Send } from '../model/send.ts';
import type { Versioned } from '../ports.ts';
import type { SendPorts } from './send-ports.ts';

/** A send that this process works on. `send` is what it last wrote. */
export type HeldSend = {
  readonly ports: SendPorts;
  readonly owner: string;
  send: Versioned<Send>;
};

const MINUTE_MS = 60_000;
/** For looking and for writing to the organization, which may take two minutes for each call. */
const LEASE_MS = 10 * MINUTE_MS;

/** A lease that ends implausibly late was written by a clock that was ahead. */
export const isHeld = ({ lease }: Send, now: Date): boolean =>
  lease !== null &&
  lease.expiresAt > now &&
  lease.expiresAt.getTime() <= now.getTime() + 2 * LEASE_MS;

/**
 * Takes a send to work on it.
 *
 * @throws AppError `send_busy`: somebody else has it
 */
export async function takeSend(ports: SendPorts, known: Versioned<Send>): Promise<HeldSend> {
  const now = ports.clock.now();
  if (isHeld(known.value, now)) throw new AppError('send_busy');
  const owner = ports.ids.unique();
  const lease = { owner, expiresAt: new Date(now.getTime() + LEASE_MS) };
  // Should this process die, somebody looks again when the lease is over.
  const value = { ...known.value, lease, dueAt: lease.expiresAt };
  const revision = await ports.store.writeSend(value, known.revision);
  if (revision === null) throw new AppError('send_busy');
  return { ports, owner, send: { value, revision } };
}

/**
 * Writes a change.
 *
 * @throws AppError `send_busy`: somebody else wrote it
 */
export async function saveSend(
  held: HeldSend,
  change: Partial<Send>,
  event: MailEvent | null = null,
): Promise<void> {
  const { ports, send } = held;
  const value = { ...send.value, ...change, changedAt: ports.clock.now() };
  const revision = await ports.store.writeSend(value, send.revision, event);
  if (revision === null) throw new AppError('send_busy');
  held.send = { value, revision };
}

/** An event about a send. It names the mailbox and the cause, and nothing of the mail. */
export async function sendEvent(
  { ports, send: { value } }: HeldSend,
  kind: MailEvent['kind'],
): Promise<MailEvent> {
  const { connectionId, failure } = value;
  const intake = await ports.store.readIntake(connectionId);
  return {
    kind,
    connectionId,
    address: intake?.value.address ?? null,
    by: null,
    failure: failure && { code: failure.code, upstream: failure.upstream, since: failure.since },
    change: null,
    count: 1,
  };
}

import { AppError } from '../errors.ts';
import type { RequestIn } from './authorization-request.ts';
import type { Connection, Grant, Mailbox } from './connection.ts';
import { connectionIdOf } from './identifiers.ts';
import type { Ports } from './ports.ts';
import { refreshDueAfter } from './schedule.ts';

/** Older than any trip to Google: a version nobody names by then is an orphan of a crash. */
const ORPHAN_MS = 60 * 60 * 1000;

const ATTEMPTS = 5;

/**
 * Stores the grant of a checked answer: new vault version → compare-and-set of the connection that
 * names it → destroy what it replaced. The connection is the commit point; a crash before it leaves
 * an orphan version, a crash after it a settled grant, never a lost one.
 *
 * @throws AppError `connection_disconnected` when the mailbox was disconnected after Google
 *   answered, `authorization_superseded` when a newer consent is in place; `store_unavailable`,
 *   `store_conflict`, `record_unreadable`
 */
export async function commitGrant(
  ports: Ports,
  request: RequestIn<'answered'>,
  { mailbox, grant }: { mailbox: Mailbox; grant: Grant },
): Promise<Connection> {
  const id = connectionIdOf(mailbox.subject);
  let version: string | null = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await ports.store.readConnection(id);
    const existing = found?.value ?? null;
    checkNewest(existing, request, ports.clock.now());
    if (existing?.authorizationRequestId === request.id) {
      // Resumed twice at once, and the other was faster: only our spare version is left to end.
      await destroyReplaced(ports, existing, version);
      return existing;
    }
    version ??= await ports.vault.put(id, grant);
    const next = connectionFrom(ports, request, { id, mailbox, version, existing });
    if ((await ports.store.writeConnection(next, found?.revision ?? null)) !== null) {
      await destroyReplaced(ports, next, existing?.grantVersion ?? null);
      return next;
    }
  }
  throw new AppError('store_conflict');
}

/** An answer that was parked for a while must not undo what was decided since. */
function checkNewest(
  existing: Connection | null,
  { id, answeredAt }: RequestIn<'answered'>,
  now: Date,
): void {
  if (!existing) return;
  // A moment still to come was written by a clock that was ahead: it decides nothing.
  const isLater = (moment: Date): boolean => moment > answeredAt && moment <= now;
  // The disconnect may have revoked this grant with the rest.
  if (existing.disconnectedAt && isLater(existing.disconnectedAt)) {
    throw new AppError('connection_disconnected');
  }
  const ours = existing.authorizationRequestId === id;
  if (!ours && !existing.disconnectedAt && isLater(existing.consentedAt)) {
    throw new AppError('authorization_superseded');
  }
}

type Commit = {
  readonly id: string;
  readonly mailbox: Mailbox;
  readonly version: string;
  readonly existing: Connection | null;
};

function connectionFrom(
  ports: Ports,
  { id: authorizationRequestId, purpose, answer, answeredAt }: RequestIn<'answered'>,
  { id, mailbox, version, existing }: Commit,
): Connection {
  const expiresAt = new Date(answeredAt.getTime() + answer.expiresInSeconds * 1000);
  return {
    id,
    mailbox,
    method: 'consent',
    status: 'active',
    profile: purpose.kind === 'connect' ? purpose.profile : 'probe',
    scopes: answer.scopes,
    generation: (existing?.generation ?? 0) + 1,
    grantVersion: version,
    accessToken: { value: answer.accessToken, expiresAt },
    lease: null,
    refreshDueAt: refreshDueAfter(ports, answeredAt, expiresAt),
    consentedAt: answeredAt,
    disconnectedAt: null,
    refreshedAt: null,
    failure: null,
    probe: null,
    authorizationRequestId,
  };
}

/** Never fails the commit it follows: what could not be destroyed now is swept next time. */
async function destroyReplaced(
  { vault, clock }: Ports,
  { id, grantVersion }: Connection,
  replaced: string | null,
): Promise<void> {
  const before = new Date(clock.now().getTime() - ORPHAN_MS);
  try {
    const orphans = (await vault.versions(id)).filter(({ createdAt }) => createdAt < before);
    const names = new Set([...orphans.map(({ name }) => name), ...(replaced ? [replaced] : [])]);
    names.delete(grantVersion ?? '');
    for (const name of names) await vault.destroy(name);
  } catch {
    // The versions stay; the next commit or disconnect of this mailbox destroys them.
  }
}

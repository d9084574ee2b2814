import { AppError } from '../../errors.ts';
import { type Connection, grantVersionOf } from '../model/connection.ts';
import { orphansIn } from '../model/destroy-unreferenced.ts';
import type { GrantVersion, Ports } from '../model/ports.ts';
import { noneIfUnreadable, readOrSalvage } from '../model/read-or-salvage.ts';
import { writeChange } from '../model/write-change.ts';

/** Who ends a connection, and how. */
export type Ending = {
  /** The person who decided it, for the audit trail. */
  readonly by: string | null;
  /** False: the grant is forgotten here and lives on at Google, because it cannot be revoked there. */
  readonly revokes: boolean;
  /** True: only while its grant is dead. One that works again stays. */
  readonly onlyDead?: boolean;
};

/**
 * Ends a connection: revokes the grant at Google (RFC 7009; this ends every token of this mailbox and client),
 * then deletes it here. When the revocation fails, nothing changes. A grant that the vault cannot open is
 * forgotten without a revocation: forgetting a grant does not take reading it. Of a damaged record, what is left
 * of it is ended. A second disconnect is no error.
 *
 * @returns whether the grant was revoked; true also where a connection has none, or was disconnected before
 * @throws AppError `connection_unknown`, `google_unavailable`, `store_unavailable`, `grant_disabled`,
 *   `record_unreadable`
 */
export async function disconnect(ports: Ports, id: string, ending: Ending): Promise<boolean> {
  const { store, vault, clock } = ports;
  for (;;) {
    // Listed before the revocation: a version that is stored later may belong to a new consent.
    const versions = await vault.versions(id);
    const found = await readOrSalvage(store, id);
    if (!found) throw new AppError('connection_unknown');
    if (found.value.status === 'disconnected') {
      await destroyAll(ports, orphansIn(ports, versions));
      return true;
    }
    if (ending.onlyDead && found.value.status !== 'needs_reconnect') return true;
    // Taken before the revocation: a code that is exchanged after this moment may survive it, and is kept.
    const disconnectedAt = clock.now();
    const revoked = ending.revokes && (await revoke(ports, found.value, versions));
    const { by } = ending;
    const role = by === null ? null : ('administrator' as const);
    const change = { after: forgotten(found.value, disconnectedAt), by, role, revoked };
    if ((await writeChange(ports, found, change)) !== null) {
      await destroyAll(ports, versions);
      return revoked;
    }
    // Another writer was first. If it stored a new grant, our revocation ended that too: start again.
  }
}

async function destroyAll({ vault }: Ports, versions: readonly GrantVersion[]): Promise<void> {
  for (const { name } of versions) await vault.destroy(name);
}

/**
 * Revokes every version that the vault has, not only the one that the connection names: a process that died
 * after it had stored a rotated refresh token left the only copy of it there, and a damaged record may have
 * lost the name.
 *
 * @returns whether the connection's grant was revoked; true for a delegation, which has none at Google
 */
async function revoke(
  ports: Ports,
  connection: Connection,
  versions: readonly GrantVersion[],
): Promise<boolean> {
  const named = grantVersionOf(connection);
  const names = new Set(versions.map(({ name }) => name));
  if (named !== null) names.add(named);
  let revoked = connection.grant.kind === 'delegation';
  for (const name of names) {
    const isRevoked = await revokeVersion(ports, name);
    if (isRevoked && (named === null || name === named)) revoked = true;
  }
  return revoked;
}

/** False: the vault does not have this version, or cannot open it, so that Google cannot be told of it. */
async function revokeVersion({ vault, oauth }: Ports, version: string): Promise<boolean> {
  const stored = await vault.get(version).catch(noneIfUnreadable);
  if (stored) await oauth.revoke(stored.refreshToken);
  return stored !== null;
}

/** The record stays without a grant, so that its generation still fences late writers. */
export function forgotten(connection: Connection, disconnectedAt: Date): Connection {
  return {
    ...connection,
    status: 'disconnected',
    generation: connection.generation + 1,
    grant: { kind: 'none' },
    fallback: null,
    grantEnd: null,
    grantsMinted: 0,
    accessToken: null,
    lease: null,
    refreshDueAt: null,
    probeDueAt: null,
    disconnectedAt,
    failure: null,
    probe: null,
    probeHistory: [],
    imap: null,
  };
}

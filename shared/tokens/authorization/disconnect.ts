import { AppError } from '../../errors.ts';
import type { Connection } from '../model/connection.ts';
import { orphansIn } from '../model/destroy-unreferenced.ts';
import type { GrantVersion, Ports } from '../model/ports.ts';
import { writeChange } from '../model/write-change.ts';

/**
 * Ends a connection: revokes the grant at Google (RFC 7009; this ends every token of this mailbox and client),
 * then deletes it here. When Google cannot be reached nothing changes; when it no longer knows the token
 * there is nothing to revoke. A second disconnect is no error.
 *
 * @param by the person who decided it, for the audit trail
 * @throws AppError `connection_unknown`, `google_unavailable`, `store_unavailable`,
 *   `record_unreadable`
 */
export async function disconnect(ports: Ports, id: string, by: string | null): Promise<void> {
  const { store, vault, clock } = ports;
  for (;;) {
    // Listed before the revocation: a version that is stored later may belong to a new consent.
    const versions = await vault.versions(id);
    const found = await store.readConnection(id);
    if (!found) throw new AppError('connection_unknown');
    if (found.value.status === 'disconnected') return destroyAll(ports, orphansIn(ports, versions));
    // Taken before the revocation: a code that is exchanged after this moment may survive it, and is kept.
    const disconnectedAt = clock.now();
    await revoke(ports, found.value);
    const after = forgotten(found.value, disconnectedAt);
    if (
      (await writeChange(ports, found, {
        after,
        by,
        role: by === null ? null : 'administrator',
      })) !== null
    ) {
      return destroyAll(ports, versions);
    }
    // Another writer was first. If it stored a new grant, our revocation ended that too: start again.
  }
}

async function destroyAll({ vault }: Ports, versions: readonly GrantVersion[]): Promise<void> {
  for (const { name } of versions) await vault.destroy(name);
}

async function revoke({ vault, oauth }: Ports, { grant }: Connection): Promise<void> {
  if (grant.kind !== 'consent') return;
  const stored = await vault.get(grant.version);
  if (stored) await oauth.revoke(stored.refreshToken);
}

/** The record stays without a grant, so that its generation still fences late writers. */
function forgotten(connection: Connection, disconnectedAt: Date): Connection {
  return {
    ...connection,
    status: 'disconnected',
    generation: connection.generation + 1,
    grant: { kind: 'none' },
    grantsMinted: 0,
    accessToken: null,
    lease: null,
    refreshDueAt: null,
    probeDueAt: null,
    disconnectedAt,
    failure: null,
    probe: null,
    probeHistory: [],
  };
}

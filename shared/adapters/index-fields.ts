import { type Connection, domainOf, healthOf, shardOf } from '../tokens/index.ts';

/** What a connection is searched by: kept beside its document, and all of it follows from that. */
export function indexFieldsOf(connection: Connection) {
  const { id, mailbox, status, refreshDueAt, probeDueAt, grant } = connection;
  const digests = grant.kind === 'consent' ? grant.digests : null;
  return {
    address: mailbox.address.toLowerCase(),
    domain: domainOf(mailbox.address),
    status,
    health: healthOf(connection),
    shard: shardOf(id),
    refreshDueAt,
    probeDueAt,
    tokenDigest: digests?.token ?? null,
    prefixDigest: digests?.prefix ?? null,
  };
}

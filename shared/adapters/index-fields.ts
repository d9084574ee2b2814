import { type Connection, domainOf, healthOf, shardOf } from '../tokens/index.ts';

/** The fields that a connection is searched by. Stores keep them beside its document, from which all of them derive. */
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

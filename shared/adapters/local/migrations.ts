import type { DatabaseSync } from 'node:sqlite';
import { domainOf, mailboxKeyOf, shardOf } from '../../tokens/index.ts';
import { readListedConnection } from '../documents/documents.ts';
import { readable } from '../documents/parse-document.ts';
import { milliseconds } from './versioned-rows.ts';

/** One entry per schema version, applied in order and never edited once released. */
export const MIGRATIONS = [
  `CREATE TABLE owner (client TEXT NOT NULL) STRICT;
   CREATE TABLE connections (
     id TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     address TEXT NOT NULL,
     status TEXT NOT NULL,
     refresh_due_at INTEGER,
     document TEXT NOT NULL
   ) STRICT;
   CREATE INDEX connections_by_address ON connections (address, id) WHERE status <> 'disconnected';
   CREATE INDEX connections_due ON connections (refresh_due_at) WHERE refresh_due_at IS NOT NULL;
   CREATE TABLE authorization_requests (
     id TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     expires_at INTEGER NOT NULL,
     answered_at INTEGER,
     document TEXT NOT NULL
   ) STRICT;
   CREATE INDEX authorization_requests_expiring ON authorization_requests (expires_at);
   CREATE INDEX authorization_requests_parked ON authorization_requests (answered_at)
     WHERE answered_at IS NOT NULL;
   CREATE TABLE grants (
     name TEXT PRIMARY KEY,
     connection_id TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     sealed TEXT NOT NULL
   ) STRICT;
   CREATE INDEX grants_by_connection ON grants (connection_id, created_at);`,
  `ALTER TABLE connections ADD COLUMN shard INTEGER NOT NULL DEFAULT 0;
   UPDATE connections SET shard = shard_of(id);`,
  `ALTER TABLE connections ADD COLUMN health TEXT NOT NULL DEFAULT 'well';
   ALTER TABLE connections ADD COLUMN domain TEXT NOT NULL DEFAULT '';
   ALTER TABLE connections ADD COLUMN probe_due_at INTEGER;
   ALTER TABLE connections ADD COLUMN token_digest TEXT;
   ALTER TABLE connections ADD COLUMN prefix_digest TEXT;
   UPDATE connections SET
     health = CASE
       WHEN status <> 'active' THEN status
       WHEN NOT json_valid(document) THEN 'well'
       WHEN document ->> '$.failure' IS NOT NULL THEN 'failing'
       WHEN document ->> '$.probe.failure' IS NOT NULL THEN 'failing'
       ELSE 'well'
     END,
     domain = domain_of(address),
     probe_due_at = probe_due_at(id, document);
   DROP INDEX connections_by_address;
   CREATE INDEX connections_by_address ON connections (address, id) WHERE health <> 'disconnected';
   CREATE INDEX connections_by_health ON connections (health, address, id);
   CREATE INDEX connections_by_domain ON connections (domain, address, id, health);
   CREATE INDEX connections_probes_due ON connections (probe_due_at)
     WHERE probe_due_at IS NOT NULL;
   CREATE INDEX connections_by_token ON connections (token_digest) WHERE token_digest IS NOT NULL;
   CREATE INDEX connections_by_prefix ON connections (prefix_digest)
     WHERE prefix_digest IS NOT NULL;
   CREATE TABLE events (
     id TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     connection_id TEXT,
     at INTEGER NOT NULL,
     notice_due_at INTEGER,
     delete_at INTEGER NOT NULL,
     document TEXT NOT NULL
   ) STRICT;
   CREATE INDEX events_by_time ON events (at, id);
   CREATE INDEX events_by_connection ON events (connection_id, at, id)
     WHERE connection_id IS NOT NULL;
   CREATE INDEX events_notices_due ON events (notice_due_at, id) WHERE notice_due_at IS NOT NULL;
   CREATE INDEX events_expiring ON events (delete_at);
   CREATE TABLE records (
     kind TEXT NOT NULL,
     id TEXT NOT NULL,
     revision INTEGER NOT NULL,
     expires_at INTEGER,
     document TEXT NOT NULL,
     PRIMARY KEY (kind, id)
   ) STRICT;
   CREATE INDEX records_expiring ON records (expires_at) WHERE expires_at IS NOT NULL;`,
  `ALTER TABLE connections ADD COLUMN mailbox_key TEXT NOT NULL DEFAULT '';
   UPDATE connections SET mailbox_key = mailbox_key_of(address);
   CREATE INDEX connections_by_mailbox ON connections (mailbox_key) WHERE health <> 'disconnected';`,
  'ALTER TABLE owner ADD COLUMN installation TEXT;',
  `CREATE TABLE signing_keys (
     name TEXT PRIMARY KEY,
     delegation_id TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     sealed TEXT NOT NULL
   ) STRICT;
   CREATE INDEX signing_keys_by_delegation ON signing_keys (delegation_id, created_at);`,
];

/** Registers the SQL functions with which migrations fill new columns of old rows. */
export function registerFunctions(database: DatabaseSync): void {
  database.function('shard_of', (id) => shardOf(String(id)));
  database.function('domain_of', (address) => domainOf(String(address)));
  database.function('mailbox_key_of', (address) => mailboxKeyOf(String(address)));
  database.function('probe_due_at', (id, document) => {
    const [connection] = readable(() => readListedConnection(String(id), String(document)));
    return milliseconds(connection?.probeDueAt ?? null);
  });
}

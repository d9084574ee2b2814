import type { DatabaseSync } from 'node:sqlite';
import { troubleOf } from '../../diagnosis/index.ts';
import { domainOf, mailboxKeyOf, shardOf } from '../../tokens/index.ts';
import { readListedConnection } from '../documents/documents.ts';
import { readable } from '../documents/parse-document.ts';
import { milliseconds } from './versioned-rows.ts';

/**
 * When a message of the ledger arrived, as ISO 8601 in UTC; null in a document that was damaged by hand. A query uses the
 * index only in exactly these words.
 */
export const ARRIVED =
  "CASE WHEN json_valid(document) THEN coalesce(json_extract(document, '$.receivedAt'), json_extract(document, '$.foundAt')) END";

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
  `CREATE TABLE intakes (
     connection_id TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     address TEXT NOT NULL,
     is_on INTEGER NOT NULL,
     shard INTEGER NOT NULL,
     due_at INTEGER,
     document TEXT NOT NULL
   ) STRICT;
   CREATE INDEX intakes_by_address ON intakes (address, connection_id);
   CREATE INDEX intakes_due ON intakes (due_at) WHERE due_at IS NOT NULL;
   CREATE TABLE mail_entries (
     connection_id TEXT NOT NULL,
     message_id TEXT NOT NULL,
     revision INTEGER NOT NULL,
     state TEXT NOT NULL,
     delete_at INTEGER,
     document TEXT NOT NULL,
     PRIMARY KEY (connection_id, message_id)
   ) STRICT;
   CREATE INDEX mail_entries_open ON mail_entries (connection_id, message_id)
     WHERE state IN ('found', 'held');
   CREATE INDEX mail_entries_held ON mail_entries (message_id, connection_id) WHERE state = 'held';
   CREATE INDEX mail_entries_expiring ON mail_entries (delete_at) WHERE delete_at IS NOT NULL;
   CREATE TABLE org_secrets (
     name TEXT PRIMARY KEY,
     org_id TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     sealed TEXT NOT NULL
   ) STRICT;
   CREATE INDEX org_secrets_by_org ON org_secrets (org_id, created_at);
   CREATE TABLE org_tokens (org_id TEXT PRIMARY KEY, sealed TEXT NOT NULL) STRICT;`,
  `CREATE TABLE caller_secrets (
     name TEXT PRIMARY KEY,
     caller_id TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     sealed TEXT NOT NULL
   ) STRICT;
   CREATE INDEX caller_secrets_by_caller ON caller_secrets (caller_id, created_at);`,
  `CREATE TABLE sends (
     id TEXT PRIMARY KEY,
     revision INTEGER NOT NULL,
     shard INTEGER NOT NULL,
     due_at INTEGER,
     delete_at INTEGER,
     document TEXT NOT NULL
   ) STRICT;
   CREATE INDEX sends_due ON sends (due_at) WHERE due_at IS NOT NULL;
   CREATE INDEX sends_expiring ON sends (delete_at) WHERE delete_at IS NOT NULL;`,
  `ALTER TABLE connections ADD COLUMN trouble TEXT;
   UPDATE connections SET trouble = trouble_of(id, document) WHERE health NOT IN ('well', 'disconnected');
   CREATE INDEX connections_by_trouble ON connections (trouble, address, id) WHERE trouble IS NOT NULL;
   ALTER TABLE events ADD COLUMN kind TEXT NOT NULL DEFAULT '';
   ALTER TABLE events ADD COLUMN by TEXT;
   ALTER TABLE events ADD COLUMN address TEXT;
   UPDATE events SET kind = coalesce(document ->> '$.kind', ''), by = lower(document ->> '$.by'),
     address = lower(document ->> '$.address')
     WHERE json_valid(document);
   CREATE INDEX events_by_kind ON events (kind, at, id);
   CREATE INDEX events_by_person ON events (by, at, id) WHERE by IS NOT NULL;
   CREATE INDEX events_by_address ON events (address, at, id) WHERE address IS NOT NULL;`,
  `CREATE INDEX mail_entries_arrived ON mail_entries (${ARRIVED}, state);
   CREATE INDEX mail_entries_arrived_in ON mail_entries (connection_id, ${ARRIVED}, state);`,
];

/** Registers the SQL functions with which migrations fill new columns of old rows. */
export function registerFunctions(database: DatabaseSync): void {
  database.function('shard_of', (id) => shardOf(String(id)));
  database.function('domain_of', (address) => domainOf(String(address)));
  database.function('mailbox_key_of', (address) => mailboxKeyOf(String(address)));
  database.function('trouble_of', (id, document) => {
    const [connection] = readable(() => readListedConnection(String(id), String(document)));
    return connection ? troubleOf(connection) : null;
  });
  database.function('probe_due_at', (id, document) => {
    const [connection] = readable(() => readListedConnection(String(id), String(document)));
    return milliseconds(connection?.probeDueAt ?? null);
  });
}

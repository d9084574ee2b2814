import type { DatabaseSync } from 'node:sqlite';
import type { AdapterPayload } from 'oidc-provider';

export type RecordModel = 'AccessToken' | 'RefreshToken' | 'AuthorizationCode';

/** A code or token that was issued, live or not. */
export type OAuthRecord = {
  payload: AdapterPayload;
  sub: string;
  clientId: string;
  grantId: string;
  issuedAt: Date;
  expiresAt: Date;
  live: boolean;
};

export type OAuthRecords = {
  upsert(model: string, id: string, payload: AdapterPayload, seconds?: number): void;
  find(model: string, id: string): AdapterPayload | undefined;
  findByUid(uid: string): AdapterPayload | undefined;
  /** Marks a code as used; returns false if it was already used. */
  consume(model: string, id: string): boolean;
  remove(model: string, id: string): void;
  revokeGrant(grantId: string): void;
  /** The record of a code or token, live or not. */
  inspect(model: RecordModel, id: string): OAuthRecord | undefined;
  extend(id: string, seconds: number): void;
};

/** Expired codes and tokens are kept for thirty days. */
const RETENTION_MS = 30 * 24 * 3600 * 1000;

/**
 * The codes, tokens and grants that the OAuth server issued.
 *
 * Lifetimes follow the emulator's clock. `oidc-provider` reads only the wall clock, so a record is
 * returned with its remaining seconds counted from the wall clock and not from `now`.
 * A revoked record stays as a row: Google answers a dead token differently from an unknown one.
 */
export function openRecords(database: DatabaseSync, now: () => Date): OAuthRecords {
  const { insert, select, selectByUid, update, purge } = prepare(database);
  const clock = () => now().getTime();
  purge.run(clock() - RETENTION_MS);

  return {
    upsert(model, id, payload, seconds) {
      insert.run(
        model,
        id,
        JSON.stringify({ ...payload, iat: Math.floor(clock() / 1000) }),
        (model === 'Grant' ? id : payload.grantId) ?? null,
        payload.accountId ?? null,
        payload.clientId ?? null,
        seconds === undefined ? null : clock() + seconds * 1000,
      );
    },
    find: (model, id) => toPayload(select.get(model, id), clock()),
    findByUid: (uid) => toPayload(selectByUid.get(uid), clock()),
    consume: (model, id) => update.consume.run(clock(), model, id).changes === 1,
    remove: (model, id) => void update.revoke.run(clock(), model, id),
    revokeGrant: (grantId) => void update.revokeGrant.run(clock(), grantId),
    inspect: (model, id) => toRecord(select.get(model, id), clock()),
    extend: (id, seconds) => void update.extend.run(clock() + seconds * 1000, id),
  };
}

function prepare(database: DatabaseSync) {
  return {
    // A token that is issued while its grant is being revoked is revoked from the start.
    insert: database.prepare(
      `INSERT INTO oauth_records
         (model, id, payload, grant_id, sub, client_id, expires_at, revoked_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
         (SELECT revoked_at FROM oauth_records WHERE model = 'Grant' AND id = ?4))
       ON CONFLICT (model, id)
         DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at`,
    ),
    select: database.prepare('SELECT * FROM oauth_records WHERE model = ? AND id = ?'),
    selectByUid: database.prepare(
      "SELECT * FROM oauth_records WHERE model = 'Session' AND json_extract(payload, '$.uid') = ?",
    ),
    update: prepareUpdates(database),
    purge: database.prepare('DELETE FROM oauth_records WHERE expires_at < ?'),
  };
}

function prepareUpdates(database: DatabaseSync) {
  const set = (what: string) => database.prepare(`UPDATE oauth_records SET ${what}`);
  return {
    consume: set('consumed_at = ? WHERE model = ? AND id = ? AND consumed_at IS NULL'),
    revoke: set('revoked_at = ? WHERE model = ? AND id = ?'),
    revokeGrant: set('revoked_at = ? WHERE grant_id = ? AND revoked_at IS NULL'),
    extend: set("expires_at = ? WHERE model = 'RefreshToken' AND id = ?"),
  };
}

type Row = Record<string, unknown> | undefined;

function isLive(row: Record<string, unknown>, now: number): boolean {
  const expiresAt = row['expires_at'];
  return row['revoked_at'] === null && (expiresAt === null || Number(expiresAt) > now);
}

function toPayload(row: Row, now: number): AdapterPayload | undefined {
  if (!row || !isLive(row, now)) return undefined;
  const payload: AdapterPayload = JSON.parse(String(row['payload']));
  const wallClock = Math.floor(Date.now() / 1000);
  payload.iat = Math.min(payload.iat ?? wallClock, wallClock);
  if (row['expires_at'] !== null) {
    payload.exp = wallClock + Math.ceil((Number(row['expires_at']) - now) / 1000);
  }
  if (row['consumed_at'] !== null) payload.consumed = Math.floor(Number(row['consumed_at']) / 1000);
  return payload;
}

function toRecord(row: Row, now: number): OAuthRecord | undefined {
  if (!row) return undefined;
  const payload: AdapterPayload = JSON.parse(String(row['payload']));
  return {
    payload,
    sub: String(row['sub']),
    clientId: String(row['client_id']),
    grantId: String(row['grant_id']),
    issuedAt: new Date((payload.iat ?? 0) * 1000),
    expiresAt: new Date(Number(row['expires_at'])),
    live: isLive(row, now) && row['consumed_at'] === null,
  };
}

import type { DatabaseSync } from 'node:sqlite';
import { isGmailScope, isProfileScope } from '../oauth/scopes.ts';

/** Whether a grant has a refresh token, and how long that lives; null: for as long as it is used. */
export type GrantTerms = { offline: boolean; lifeSeconds: number | null };

export type Owner = { sub: string; clientId: string };

export type LiveRefreshToken = { clientId: string; token: string };

export type Grants = {
  setTerms(grantId: string, terms: GrantTerms): void;
  terms(grantId: string): GrantTerms;
  /** Every scope that the owner has granted this client and not revoked. */
  consented(owner: Owner): Set<string>;
  addConsent(owner: Owner, scopes: string[]): void;
  /** Ends every grant of one account to one client. */
  revoke(owner: Owner): void;
  /** Ends every grant of one account. */
  revokeAccount(sub: string): void;
  /** Ends the grants with Gmail scopes, as a changed password does at Google. */
  revokeGmail(sub: string): void;
  /** Keeps the newest refresh tokens of an owner and silently ends the rest. */
  evictRefreshTokens(owner: Owner, keep: number): void;
  countRefreshTokens(sub: string): number;
  /** Whether refresh tokens were issued for this owner, and none is live. */
  hasOutlivedRefreshTokens(owner: Owner): boolean;
  /** Newest first. */
  liveRefreshTokens(sub: string): LiveRefreshToken[];
  /** The clients that an account has granted its profile or address. */
  clientsKnowing(sub: string): string[];
};

/** The grants between accounts and clients, over the rows of the issued tokens. */
export function openGrants(database: DatabaseSync, now: () => Date): Grants {
  const clock = () => now().getTime();
  return {
    ...openTerms(database),
    ...openConsents(database),
    ...openRevocation(database, clock),
    ...openRefreshTokens(database, clock),
  };
}

function openTerms(database: DatabaseSync): Pick<Grants, 'setTerms' | 'terms'> {
  const insert = database.prepare('INSERT OR REPLACE INTO grant_terms VALUES (?, ?, ?)');
  const select = database.prepare('SELECT * FROM grant_terms WHERE grant_id = ?');
  // A table of its own, because the file of an earlier version has grant_terms already.
  const limit = database.prepare('INSERT OR REPLACE INTO grant_limits VALUES (?, ?)');
  const selectLimit = database.prepare('SELECT seconds FROM grant_limits WHERE grant_id = ?');
  return {
    setTerms(grantId, { offline, lifeSeconds }) {
      insert.run(grantId, Number(offline), 0);
      if (lifeSeconds !== null) limit.run(grantId, lifeSeconds);
    },
    terms(grantId) {
      const row = select.get(grantId);
      const seconds = selectLimit.get(grantId)?.['seconds'];
      const lifeSeconds = seconds === undefined ? null : Number(seconds);
      return { offline: row?.['offline'] === 1, lifeSeconds };
    },
  };
}

function openConsents(
  database: DatabaseSync,
): Pick<Grants, 'consented' | 'addConsent' | 'clientsKnowing'> {
  const insert = database.prepare('INSERT OR REPLACE INTO consents VALUES (?, ?, ?)');
  const select = database.prepare('SELECT scope FROM consents WHERE sub = ? AND client_id = ?');
  const consented = (owner: Owner) => {
    const scope = select.get(owner.sub, owner.clientId)?.['scope'];
    return new Set(scope ? String(scope).split(' ') : []);
  };
  const selectAll = database.prepare('SELECT client_id, scope FROM consents WHERE sub = ?');
  const hasProfileScope = (scope: unknown) => String(scope).split(' ').some(isProfileScope);
  return {
    consented,
    clientsKnowing: (sub) =>
      selectAll
        .all(sub)
        .filter(({ scope }) => hasProfileScope(scope))
        .map((row) => String(row['client_id'])),
    addConsent(owner, scopes) {
      const all = [...consented(owner).union(new Set(scopes))];
      insert.run(owner.sub, owner.clientId, all.join(' '));
    },
  };
}

function openRevocation(
  database: DatabaseSync,
  clock: () => number,
): Pick<Grants, 'revoke' | 'revokeAccount' | 'revokeGmail'> {
  const end = database.prepare(
    `UPDATE oauth_records SET revoked_at = ?
     WHERE sub = ? AND client_id = ? AND revoked_at IS NULL AND model <> 'Interaction'`,
  );
  const forget = database.prepare('DELETE FROM consents WHERE sub = ? AND client_id = ?');
  const endGrant = database.prepare(
    'UPDATE oauth_records SET revoked_at = ? WHERE grant_id = ? AND revoked_at IS NULL',
  );
  const clientsOf = database.prepare('SELECT client_id, scope FROM consents WHERE sub = ?');
  const narrow = database.prepare('UPDATE consents SET scope = ? WHERE sub = ? AND client_id = ?');
  const grantsOf = database.prepare(
    `SELECT grant_id, json_extract(payload, '$.openid.scope') AS scope FROM oauth_records
     WHERE model = 'Grant' AND sub = ?`,
  );
  const revoke = (owner: Owner) => {
    end.run(clock(), owner.sub, owner.clientId);
    forget.run(owner.sub, owner.clientId);
  };
  return {
    revoke,
    revokeAccount(sub) {
      for (const row of clientsOf.all(sub)) revoke({ sub, clientId: String(row['client_id']) });
    },
    revokeGmail(sub) {
      for (const row of grantsOf.all(sub)) {
        const scopes = String(row['scope']).split(' ');
        if (scopes.some(isGmailScope)) endGrant.run(clock(), String(row['grant_id']));
      }
      for (const { client_id: clientId, scope } of clientsOf.all(sub)) {
        const left = String(scope)
          .split(' ')
          .filter((name) => !isGmailScope(name));
        narrow.run(left.join(' '), sub, String(clientId));
      }
    },
  };
}

function openRefreshTokens(
  database: DatabaseSync,
  clock: () => number,
): Pick<
  Grants,
  'evictRefreshTokens' | 'countRefreshTokens' | 'hasOutlivedRefreshTokens' | 'liveRefreshTokens'
> {
  const evict = database.prepare(
    `UPDATE oauth_records SET revoked_at = ?1 WHERE seq IN (
       SELECT seq FROM oauth_records
       WHERE model = 'RefreshToken' AND sub = ?2 AND client_id = ?3
         AND revoked_at IS NULL AND expires_at > ?1
       ORDER BY seq DESC LIMIT -1 OFFSET ?4)`,
  );
  const count = database.prepare(
    `SELECT count(*) AS live FROM oauth_records
     WHERE model = 'RefreshToken' AND sub = ? AND revoked_at IS NULL AND expires_at > ?`,
  );
  const select = database.prepare(
    `SELECT client_id, id FROM oauth_records
     WHERE model = 'RefreshToken' AND sub = ? AND revoked_at IS NULL AND expires_at > ?
     ORDER BY seq DESC`,
  );
  const tally = database.prepare(
    `SELECT count(*) AS issued, total(revoked_at IS NULL AND expires_at > ?) AS live
     FROM oauth_records WHERE model = 'RefreshToken' AND sub = ? AND client_id = ?`,
  );
  return {
    hasOutlivedRefreshTokens({ sub, clientId }) {
      const { issued, live } = tally.get(clock(), sub, clientId) ?? {};
      return Number(issued) > 0 && Number(live) === 0;
    },
    liveRefreshTokens: (sub) =>
      select.all(sub, clock()).map((row) => ({
        clientId: String(row['client_id']),
        token: String(row['id']),
      })),
    evictRefreshTokens: (owner, keep) => void evict.run(clock(), owner.sub, owner.clientId, keep),
    countRefreshTokens: (sub) => Number(count.get(sub, clock())?.['live']),
  };
}

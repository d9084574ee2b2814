import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** Access tokens, which Salesforce calls sessions. */
export type Sessions = {
  /** A new access token of the org, with a lifetime in seconds. */
  open(organizationId: string, seconds: number): string;
  isLive(token: string): boolean;
  /** Ends every session, as an administrator does on the page of sessions. */
  revokeAll(): void;
};

export function openSessions(database: DatabaseSync, now: () => Date): Sessions {
  const insert = database.prepare('INSERT INTO sessions VALUES (?, ?, 0)');
  const select = database.prepare(
    'SELECT 1 FROM sessions WHERE token = ? AND expires_at > ? AND revoked = 0',
  );
  const revoke = database.prepare('UPDATE sessions SET revoked = 1');
  return {
    open(organizationId, seconds) {
      const token = `${organizationId.slice(0, 15)}!AQ${randomBytes(69).toString('base64url')}`;
      insert.run(token, now().getTime() + seconds * 1000);
      return token;
    },
    isLive: (token) => select.get(token, now().getTime()) !== undefined,
    revokeAll: () => void revoke.run(),
  };
}

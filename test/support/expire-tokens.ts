import { DatabaseSync } from 'node:sqlite';

/** Ends the life of every stored access token, and keeps the scheduler away from them. */
export function expireTokens(directory: string): void {
  const database = new DatabaseSync(`${directory}/connector.sqlite`, { timeout: 5000 });
  database.exec(`UPDATE connections SET revision = revision + 1, refresh_due_at = NULL,
    document = json_set(document,
      '$.accessToken.expiresAt', '2020-01-01T00:00:00.000Z', '$.refreshDueAt', NULL)
    WHERE json_extract(document, '$.accessToken') IS NOT NULL`);
  database.close();
}

import { DatabaseSync } from 'node:sqlite';

/** Expires every stored access token, and keeps the scheduler from refreshing them. */
export function expireTokens(directory: string): void {
  edit(
    directory,
    `UPDATE connections SET revision = revision + 1, refresh_due_at = NULL,
     document = json_set(document,
       '$.accessToken.expiresAt', '2020-01-01T00:00:00.000Z', '$.refreshDueAt', NULL)
     WHERE json_extract(document, '$.accessToken') IS NOT NULL`,
  );
}

/** Makes every active mailbox due for the next run of probes. */
export function makeProbesDue(directory: string): void {
  edit(
    directory,
    `UPDATE connections SET revision = revision + 1, probe_due_at = 0,
     document = json_set(document, '$.probeDueAt', '1970-01-01T00:00:00.000Z')
     WHERE status = 'active'`,
  );
}

function edit(directory: string, sql: string): void {
  const database = new DatabaseSync(`${directory}/connector.sqlite`, { timeout: 5000 });
  database.exec(sql);
  database.close();
}

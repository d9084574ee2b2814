import type { OrgTokenStore } from '../../salesforce/api/org.ts';
import type { Keyring } from '../../sealing/index.ts';
import { readOrgTokenDocument, writeOrgTokenDocument } from '../documents/documents.ts';
import type { LocalDatabase } from './group-commit.ts';
import { withBusyRetry } from './sqlite-errors.ts';

/** The OrgTokenStore port over SQLite. */
export function createOrgTokens(
  { database, write }: LocalDatabase,
  keyring: Keyring,
): OrgTokenStore {
  const select = database.prepare('SELECT sealed FROM org_tokens WHERE org_id = ?');
  const upsert = database.prepare(
    'INSERT INTO org_tokens VALUES (?, ?) ON CONFLICT (org_id) DO UPDATE SET sealed = excluded.sealed',
  );
  return {
    readOrgToken: async (orgId) => {
      const row = await withBusyRetry(() => select.get(orgId));
      return row ? readOrgTokenDocument(keyring, orgId, String(row['sealed'])) : null;
    },
    writeOrgToken: async (orgId, token) => {
      const sealed = await writeOrgTokenDocument(keyring, orgId, token);
      await write(() => upsert.run(orgId, sealed));
    },
  };
}

import type { DatabaseSync } from 'node:sqlite';

/** One Workspace's row for one client ID in its Admin console, named by its primary domain. */
export type DelegationName = { workspace: string; clientId: string };
/** The scopes are exactly those that the administrator typed, under Google's names. */
export type Delegation = DelegationName & { scopes: readonly string[] };

export type Delegations = {
  list(): Delegation[];
  /** The scopes that a Workspace has delegated to a client; empty without a row. */
  scopes(name: DelegationName): ReadonlySet<string>;
  /** Adds a row, or replaces its whole list of scopes: that is what editing a row does. */
  put(delegation: Delegation): void;
  /** Returns false if there was no row. */
  remove(name: DelegationName): boolean;
};

/** Opens the rows of domain-wide delegation, as every Workspace's Admin console keeps its own. */
export function openDelegations(database: DatabaseSync): Delegations {
  const insert = database.prepare('INSERT OR REPLACE INTO delegations VALUES (?, ?, ?)');
  const selectAll = database.prepare('SELECT * FROM delegations ORDER BY workspace, client_id');
  const select = database.prepare(
    'SELECT scopes FROM delegations WHERE workspace = ? AND client_id = ?',
  );
  const remove = database.prepare('DELETE FROM delegations WHERE workspace = ? AND client_id = ?');
  return {
    list: () =>
      selectAll.all().map((row) => ({
        workspace: String(row['workspace']),
        clientId: String(row['client_id']),
        scopes: String(row['scopes']).split(' '),
      })),
    scopes({ workspace, clientId }) {
      const scopes = select.get(workspace, clientId)?.['scopes'];
      return new Set(scopes ? String(scopes).split(' ') : []);
    },
    put: ({ workspace, clientId, scopes }) =>
      void insert.run(workspace, clientId, scopes.join(' ')),
    remove: ({ workspace, clientId }) => remove.run(workspace, clientId).changes === 1,
  };
}

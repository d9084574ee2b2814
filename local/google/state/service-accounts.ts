import { createPublicKey, type KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { subjectOf } from './accounts.ts';

/** A service account. Its unique id is its numeric OAuth client ID and its `sub`. */
export type ServiceAccount = {
  email: string;
  clientId: string;
  projectId: string;
  disabled: boolean;
};

/**
 * One key of a service account. Google keeps the private key of those that it manages itself, which
 * only sign in `signJwt`, and of no other.
 */
export type ServiceAccountKey = {
  keyId: string;
  publicKey: KeyObject;
  /** PKCS#8 PEM; null for a key whose owner has it. */
  privateKey: string | null;
  disabled: boolean;
  createdAt: Date;
};

export type NewKey = Pick<ServiceAccountKey, 'keyId' | 'publicKey' | 'privateKey'>;
/** Names a key. */
export type KeyName = { email: string; keyId: string };
/** Who may sign for a service account: `caller` has its Token Creator role. */
export type TokenCreator = { email: string; caller: string };

export type ServiceAccounts = {
  list(): ServiceAccount[];
  byEmail(email: string): ServiceAccount | undefined;
  byClientId(clientId: string): ServiceAccount | undefined;
  /** The service account of an address, created if there is none. */
  ensure(email: string): ServiceAccount;
  /** Returns false if there is no such account. */
  setDisabled(email: string, disabled: boolean): boolean;
  /** Deletes an account with its keys and roles; returns false if there is none. */
  remove(email: string): boolean;
  /** Oldest first. */
  keys(email: string): readonly ServiceAccountKey[];
  addKey(email: string, key: NewKey): void;
  /** Returns false if there is no such key, or Google manages it. */
  setKeyDisabled(key: KeyName, disabled: boolean): boolean;
  removeKey(key: KeyName): boolean;
  tokenCreators(email: string): string[];
  addTokenCreator(role: TokenCreator): void;
  removeTokenCreator(role: TokenCreator): void;
};

const EMAIL = /^[a-z0-9-]{1,63}@([a-z0-9-]+\.iam|developer|appspot)\.gserviceaccount\.com$/;

/** Whether a text is the address of a service account, existing or not. */
export function isServiceAccountEmail(text: string): boolean {
  return EMAIL.test(text);
}

/** Opens the service accounts of every project. */
export function openServiceAccounts(database: DatabaseSync, now: () => Date): ServiceAccounts {
  return { ...openAccounts(database), ...openKeys(database, now), ...openRoles(database) };
}

function openAccounts(
  database: DatabaseSync,
): Pick<ServiceAccounts, 'list' | 'byEmail' | 'byClientId' | 'ensure' | 'setDisabled' | 'remove'> {
  const insert = database.prepare(
    'INSERT INTO service_accounts VALUES (?, ?, 0) ON CONFLICT DO NOTHING',
  );
  const selectAll = database.prepare('SELECT * FROM service_accounts ORDER BY rowid');
  const selectByEmail = database.prepare('SELECT * FROM service_accounts WHERE email = ?');
  const selectById = database.prepare('SELECT * FROM service_accounts WHERE client_id = ?');
  const disable = database.prepare('UPDATE service_accounts SET disabled = ? WHERE email = ?');
  const remove = ['service_accounts', 'service_account_keys', 'token_creators'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE email = ?`),
  );
  const byEmail = (email: string) => toAccount(selectByEmail.get(email));
  return {
    list: () => selectAll.all().flatMap((row) => toAccount(row) ?? []),
    byEmail,
    byClientId: (clientId) => toAccount(selectById.get(clientId)),
    ensure(email) {
      insert.run(email, subjectOf(email));
      const account = byEmail(email);
      if (!account) throw new Error('the service account was not stored');
      return account;
    },
    setDisabled: (email, disabled) => disable.run(Number(disabled), email).changes === 1,
    remove(email) {
      const [accounts] = remove.map((statement) => statement.run(email).changes);
      return accounts === 1;
    },
  };
}

function openKeys(
  database: DatabaseSync,
  now: () => Date,
): Pick<ServiceAccounts, 'keys' | 'addKey' | 'setKeyDisabled' | 'removeKey'> {
  const insert = database.prepare(
    'INSERT INTO service_account_keys VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT DO NOTHING',
  );
  const select = database.prepare(
    'SELECT * FROM service_account_keys WHERE email = ? ORDER BY rowid',
  );
  const disable = database.prepare(
    'UPDATE service_account_keys SET disabled = ? WHERE email = ? AND key_id = ? AND private_key IS NULL',
  );
  const remove = database.prepare(
    'DELETE FROM service_account_keys WHERE email = ? AND key_id = ? AND private_key IS NULL',
  );
  // Every assertion is verified with a public key, and parsing one costs more than the verification.
  const parsed = new Map<string, KeyObject>();
  const parse = (pem: string): KeyObject => {
    const key = parsed.get(pem) ?? createPublicKey(pem);
    parsed.set(pem, key);
    return key;
  };
  return {
    keys: (email) =>
      select.all(email).map((row) => ({
        keyId: String(row['key_id']),
        publicKey: parse(String(row['public_key'])),
        privateKey: row['private_key'] === null ? null : String(row['private_key']),
        disabled: row['disabled'] === 1,
        createdAt: new Date(Number(row['created_at'])),
      })),
    addKey(email, { keyId, publicKey, privateKey }) {
      const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
      insert.run(email, keyId, pem, privateKey, now().getTime());
    },
    setKeyDisabled: ({ email, keyId }, disabled) =>
      disable.run(Number(disabled), email, keyId).changes === 1,
    removeKey: ({ email, keyId }) => remove.run(email, keyId).changes === 1,
  };
}

function openRoles(
  database: DatabaseSync,
): Pick<ServiceAccounts, 'tokenCreators' | 'addTokenCreator' | 'removeTokenCreator'> {
  const insert = database.prepare(
    'INSERT INTO token_creators VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const select = database.prepare('SELECT caller FROM token_creators WHERE email = ?');
  const remove = database.prepare('DELETE FROM token_creators WHERE email = ? AND caller = ?');
  return {
    tokenCreators: (email) => select.all(email).map((row) => String(row['caller'])),
    addTokenCreator: ({ email, caller }) => void insert.run(email, caller),
    removeTokenCreator: ({ email, caller }) => void remove.run(email, caller),
  };
}

function toAccount(row: Record<string, unknown> | undefined): ServiceAccount | undefined {
  if (!row) return undefined;
  const email = String(row['email']);
  return {
    email,
    clientId: String(row['client_id']),
    projectId: /@([^.]+)\.iam\./.exec(email)?.[1] ?? 'emulated-project',
    disabled: row['disabled'] === 1,
  };
}

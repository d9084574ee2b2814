import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** A Google account. `hd` (hosted domain) is present for Workspace accounts only. */
export type Account = { sub: string; address: string; name: string; hd?: string };

export type Accounts = {
  /** In the order of creation; with a limit, the first ones. */
  list(limit?: number): Account[];
  bySub(sub: string): Account | undefined;
  byAddress(address: string): Account | undefined;
  /** The account of an address, created if there is none. */
  ensure(address: string): Account;
};

/** The Workspaces by primary domain; every subdomain is a domain of the same Workspace. */
export const WORKSPACES: readonly string[] = ['example.com', 'example.jp'];
const ADDRESS = /^[^\s@<>"]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const SEED: [address: string, name: string][] = [
  ['admin@example.com', 'Avery Admin'],
  ['support@example.com', 'Support'],
  ['sales@example.com', 'Sales'],
  ['info@example.jp', '問い合わせ窓口'],
  ['outsider@personal.example', 'Olive Outsider'],
];

/** Whether a text is a valid address of a mailbox. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && ADDRESS.test(text.toLowerCase());
}

/** The domain of an address, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** Opens the accounts and creates the five that every emulated Google starts with. */
export function openAccounts(database: DatabaseSync): Accounts {
  const insert = database.prepare(
    'INSERT INTO accounts (sub, address, name, hd) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const selectBySub = database.prepare('SELECT * FROM accounts WHERE sub = ?');
  const selectByAddress = database.prepare('SELECT * FROM accounts WHERE address = ?');
  const selectAll = database.prepare('SELECT * FROM accounts ORDER BY rowid LIMIT ?');
  // An account never changes, and every request looks one up several times.
  const cache = new Map<string, Account>();

  const create = (address: string, name: string) => {
    insert.run(subjectOf(address), address, name, workspaceOf(address) ? domainOf(address) : null);
  };
  for (const [address, name] of SEED) create(address, name);

  const bySub = (sub: string) => {
    const account = cache.get(sub) ?? toAccount(selectBySub.get(sub));
    if (account) cache.set(sub, account);
    return account;
  };
  const byAddress = (address: string) => toAccount(selectByAddress.get(address.toLowerCase()));
  return {
    list: (limit = -1) => selectAll.all(limit).flatMap((row) => toAccount(row) ?? []),
    bySub,
    byAddress,
    ensure(address) {
      create(address.toLowerCase(), address.slice(0, address.indexOf('@')));
      const account = byAddress(address);
      if (!account) throw new Error('the account was not stored');
      return account;
    },
  };
}

/** The Workspace that an address belongs to, named by its primary domain; undefined for a consumer's. */
export function workspaceOf(address: string): string | undefined {
  const domain = domainOf(address);
  return WORKSPACES.find((workspace) => `.${domain}`.endsWith(`.${workspace}`));
}

/** A stable 21-digit subject, as long as Google's, derived from the address alone. */
export function subjectOf(address: string): string {
  const digest = createHash('sha256').update(address).digest('hex');
  return `1${(BigInt(`0x${digest}`) % 10n ** 20n).toString().padStart(20, '0')}`;
}

function toAccount(row: Record<string, unknown> | undefined): Account | undefined {
  if (!row) return undefined;
  const account = {
    sub: String(row['sub']),
    address: String(row['address']),
    name: String(row['name']),
  };
  return row['hd'] === null ? account : { ...account, hd: String(row['hd']) };
}

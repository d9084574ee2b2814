import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Faults } from './faults.ts';

/** The IMAP settings of a mailbox (developers.google.com/gmail/api/reference/rest/v1/ImapSettings). */
export const imapSettingsSchema = z.strictObject({
  enabled: z.boolean().default(false),
  autoExpunge: z.boolean().default(false),
  expungeBehavior: z.enum(['archive', 'trash', 'deleteForever']).default('archive'),
  maxFolderSize: z.union([0, 1000, 2000, 5000, 10_000].map((size) => z.literal(size))).default(0),
});

export type ImapSettings = z.infer<typeof imapSettingsSchema>;

/** What an administrator, or for IMAP the owner, has set for an account. */
export type AccountSettings = { suspended: boolean; gmailOff: boolean; imap: ImapSettings };

/** Whether the owner of a send-as address has confirmed it (`SendAs.verificationStatus`). */
export const SEND_AS_STATES = ['accepted', 'pending'] as const;

/** An address of somebody else's domain or group, from which a mailbox also sends. */
export type SendAs = { address: string; status: (typeof SEND_AS_STATES)[number] };

/** Addresses that are no account of their own, and the settings of those that are. */
export type Directory = {
  settings(address: string): AccountSettings;
  change(address: string, changes: Partial<AccountSettings>): void;
  /** The primary address behind an alias. */
  aliased(alias: string): string | undefined;
  addAlias(alias: string, account: string): void;
  /** Every alias of an account. */
  aliasesOf(account: string): string[];
  /** The send-as addresses that were added in a mailbox's settings. */
  sendAs(account: string): SendAs[];
  addSendAs(account: string, sendAs: SendAs): void;
  isGroup(address: string): boolean;
  addGroup(address: string): void;
};

const DEFAULTS: AccountSettings = {
  suspended: false,
  gmailOff: false,
  imap: { enabled: true, autoExpunge: true, expungeBehavior: 'archive', maxFolderSize: 0 },
};

/** Opens the directory. Addresses are in lower case, as the accounts'. */
export function openDirectory(database: DatabaseSync): Directory {
  const insert = database.prepare('INSERT OR REPLACE INTO account_settings VALUES (?, ?, ?, ?)');
  const select = database.prepare('SELECT * FROM account_settings');
  const insertAlias = database.prepare('INSERT OR REPLACE INTO aliases VALUES (?, ?)');
  const selectAlias = database.prepare('SELECT account FROM aliases WHERE address = ?');
  const selectAliases = database.prepare('SELECT address FROM aliases WHERE account = ?');
  const insertSendAs = database.prepare('INSERT OR REPLACE INTO send_as VALUES (?, ?, ?)');
  const selectSendAs = database.prepare('SELECT * FROM send_as WHERE account = ? ORDER BY rowid');
  const insertGroup = database.prepare('INSERT OR IGNORE INTO mail_groups VALUES (?)');
  const selectGroup = database.prepare('SELECT address FROM mail_groups WHERE address = ?');
  // Every request reads the settings of its account, and hardly any differ from the defaults.
  const changed = new Map(
    select.all().map((row) => [String(row['address']), toSettings(row)] as const),
  );
  const settings = (address: string) => changed.get(address) ?? DEFAULTS;
  return {
    settings,
    change(address, changes) {
      const next = { ...settings(address), ...changes };
      const flags = [Number(next.suspended), Number(next.gmailOff)] as const;
      insert.run(address, ...flags, JSON.stringify(next.imap));
      changed.set(address, next);
    },
    aliased(alias) {
      const account = selectAlias.get(alias)?.['account'];
      return account === undefined ? undefined : String(account);
    },
    addAlias: (alias, account) => void insertAlias.run(alias, account),
    aliasesOf: (account) => selectAliases.all(account).map((row) => String(row['address'])),
    sendAs: (account) =>
      selectSendAs.all(account).map((row) => ({
        address: String(row['address']),
        status: row['status'] === 'pending' ? 'pending' : 'accepted',
      })),
    addSendAs: (account, { address, status }) => void insertSendAs.run(account, address, status),
    isGroup: (address) => selectGroup.get(address) !== undefined,
    addGroup: (address) => void insertGroup.run(address),
  };
}

/**
 * The switches, with what is set for an account seen as a switch of its own: a suspended user is an
 * `account_disabled` that no clearing of the switches ends.
 */
export function withSettings(faults: Faults, directory: Directory): Faults {
  const isSet = (fault: string, address: string): boolean => {
    if (fault === 'account_disabled') return directory.settings(address).suspended;
    return fault === 'gmail_disabled' && directory.settings(address).gmailOff;
  };
  return {
    ...faults,
    find: (fault, address) =>
      faults.find(fault, address) ?? (address && isSet(fault, address) ? {} : undefined),
  };
}

function toSettings(row: Record<string, unknown>): AccountSettings {
  return {
    suspended: row['suspended'] === 1,
    gmailOff: row['gmail_off'] === 1,
    imap: imapSettingsSchema.parse(JSON.parse(String(row['imap']))),
  };
}

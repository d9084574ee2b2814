import { z } from 'zod';
import type { Google } from '../google.ts';
import { isAddress } from '../state/accounts.ts';
import { imapSettingsSchema, SEND_AS_STATES } from '../state/directory.ts';
import { numberedAddresses, numberedFields } from './numbered.ts';

export const directorySeedSchema = z.strictObject({
  /** Users, created if there are none. What is not given stays as it is. */
  accounts: z
    .array(
      z.strictObject({
        address: z.string(),
        suspended: z.boolean().optional(),
        /** Whether the Gmail service is on for the user. */
        gmail: z.boolean().optional(),
        /** Whether IMAP is enabled in the mailbox's settings. */
        imap: z.boolean().optional(),
      }),
    )
    .default([]),
  /** Many users at once, with numbered addresses. */
  users: z.strictObject(numberedFields).optional(),
  /** Addresses that are groups. */
  groups: z.array(z.string()).default([]),
  /** Alias → the primary address of its account, which is created if there is none. */
  aliases: z.record(z.string(), z.string()).default({}),
  /** Addresses from which an account sends besides, as its owner added them in Gmail's settings. */
  sendAs: z
    .array(
      z.strictObject({
        account: z.string(),
        address: z.string(),
        status: z.enum(SEND_AS_STATES).default('accepted'),
      }),
    )
    .default([]),
});

/** Users, groups and aliases to create or to change. */
export type DirectorySeed = z.input<typeof directorySeedSchema>;

type State = Pick<Google, 'accounts' | 'directory' | 'transaction'>;

/**
 * Creates or changes users, groups and aliases, as an administrator does. The users consent to nothing.
 *
 * @throws RangeError when an address is invalid; nothing is changed
 */
export function seedDirectory(google: State, seed: DirectorySeed): void {
  const { accounts, groups, aliases, sendAs } = seed;
  const users = seed.users ? numberedAddresses(seed.users) : [];
  const addresses = [
    ...users,
    ...(accounts ?? []).map(({ address }) => address),
    ...(groups ?? []),
    ...Object.entries(aliases ?? {}).flat(),
    ...(sendAs ?? []).flatMap(({ account, address }) => [account, address]),
  ];
  if (!addresses.every(isAddress)) throw new RangeError('Not every address is one');
  google.transaction(() => {
    for (const user of users) google.accounts.ensure(user);
    for (const account of accounts ?? []) changeAccount(google, account);
    for (const group of groups ?? []) google.directory.addGroup(group.toLowerCase());
    for (const [alias, account] of Object.entries(aliases ?? {})) {
      google.directory.addAlias(alias.toLowerCase(), google.accounts.ensure(account).address);
    }
    for (const { account, address, status = 'accepted' } of sendAs ?? []) {
      const owner = google.accounts.ensure(account).address;
      google.directory.addSendAs(owner, { address: address.toLowerCase(), status });
    }
  });
}

type AccountSeed = NonNullable<DirectorySeed['accounts']>[number];

function changeAccount(
  { accounts, directory }: State,
  { address: given, suspended, gmail, imap }: AccountSeed,
): void {
  const { address } = accounts.ensure(given);
  if (suspended !== undefined) directory.change(address, { suspended });
  if (gmail !== undefined) directory.change(address, { gmailOff: !gmail });
  if (imap === undefined) return;
  const settings = { ...directory.settings(address).imap, enabled: imap };
  directory.change(address, { imap: imapSettingsSchema.parse(settings) });
}

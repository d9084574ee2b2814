import { isAddress } from '../state/accounts.ts';

/** Whom a switch is for: an address, everybody of a domain (`@example.com`), or all (`*`); else undefined. */
export function whose(text: string): string | undefined {
  const account = text.trim().toLowerCase();
  const isDomain = account.startsWith('@') && isAddress(`anybody${account}`);
  return account === '*' || isDomain || isAddress(account) ? account : undefined;
}

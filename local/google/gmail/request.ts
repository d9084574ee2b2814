import type { Exchange } from '../http/exchange.ts';
import type { Account } from '../state/accounts.ts';

/** An admitted call of a Gmail method. */
export type GmailRequest = {
  account: Account;
  exchange: Exchange;
  /** The `{id}` of the path; empty for a method without one. */
  id: string;
  /** The scopes of the token. */
  granted: ReadonlySet<string>;
  /** The OAuth client, or the service account's client ID, that the token was issued to. */
  clientId: string;
};

const FULL = 'https://mail.google.com/';
const GMAIL = 'https://www.googleapis.com/auth/gmail.';

/** Whether a token reads headers only: it has gmail.metadata and no scope that reads whole messages. */
export function readsOnlyMetadata({ granted }: GmailRequest): boolean {
  const whole = [FULL, `${GMAIL}readonly`, `${GMAIL}modify`];
  return !whole.some((scope) => granted.has(scope));
}

/** A whole number of a query within its bounds; the fallback if it is not sent, null if it is invalid. */
export function numberIn(
  query: URLSearchParams,
  name: string,
  { min, max, fallback }: { min: number; max: number; fallback: number },
): number | null {
  const text = query.get(name);
  if (text === null) return fallback;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : null;
}

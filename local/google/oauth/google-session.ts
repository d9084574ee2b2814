import { stringifySetCookie } from 'cookie';
import type { Google } from '../google.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Account } from '../state/accounts.ts';

const COOKIE = 'google_session';

/** The account that is signed in in this browser. There are no passwords, so the cookie is not signed. */
export function sessionAccount(google: Google, exchange: Exchange): Account | undefined {
  return google.accounts.bySub(exchange.cookies[COOKIE] ?? '');
}

/** The Set-Cookie header that signs an account in. */
export function sessionCookie(google: Google, account: Account): string {
  return stringifySetCookie({
    name: COOKIE,
    value: account.sub,
    path: google.basePath || '/',
    httpOnly: true,
    sameSite: 'lax',
  });
}

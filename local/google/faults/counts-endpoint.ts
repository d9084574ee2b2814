import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';

type AccountCounts = {
  token: { authorization_code: number; refresh_token: number; other: number };
  liveRefreshTokens: number;
  [endpoint: string]: number | { [grantType: string]: number };
};

/**
 * `GET /emulator/counts`: the requests that arrived, by account and endpoint, and how many refresh
 * tokens live. Requests whose token was never issued count under `unknown`. With `?account=…` only
 * those of one account.
 */
export function countsAnswer(google: Google, { query }: Exchange): Answer {
  const one = query.get('account');
  const accounts = one === null ? google.accounts.list() : [google.accounts.byAddress(one) ?? []];
  const counts = new Map<string, AccountCounts>();
  for (const { address, sub } of accounts.flat()) {
    counts.set(address, emptyCounts(google.grants.countRefreshTokens(sub)));
  }
  if (one === null) counts.set('unknown', emptyCounts(0));

  for (const { endpoint, account, requests } of google.counts.list()) {
    const entry = counts.get(account);
    const grantType = /^token\.(.+)$/.exec(endpoint)?.[1];
    if (entry && grantType) Object.assign(entry.token, { [grantType]: requests });
    else if (entry) entry[endpoint] = requests;
  }
  return json(200, { accounts: Object.fromEntries(counts) });
}

function emptyCounts(liveRefreshTokens: number): AccountCounts {
  return {
    token: { authorization_code: 0, refresh_token: 0, other: 0 },
    revoke: 0,
    tokeninfo: 0,
    'gmail.labels.list': 0,
    'gmail.getProfile': 0,
    'gmail.settings.getImap': 0,
    liveRefreshTokens,
  };
}

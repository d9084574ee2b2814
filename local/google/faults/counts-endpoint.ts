import type { Google } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';

type AccountCounts = {
  token: { authorization_code: number; refresh_token: number; jwt_bearer: number; other: number };
  liveRefreshTokens: number;
  [endpoint: string]: number | { [grantType: string]: number };
};

/**
 * `GET /emulator/counts`: the requests that arrived and the number of live refresh tokens, by account
 * and endpoint. A request whose token was never issued counts under `unknown`. `gmail.units` are quota
 * units, not requests. `?account=…` limits the
 * answer to only account.
 */
export function countsAnswer(google: Google, { query }: Exchange): Answer {
  const only = query.get('account');
  const accounts = only === null ? google.accounts.list() : [google.accounts.byAddress(only) ?? []];
  const counts = new Map<string, AccountCounts>();
  for (const { address, sub } of accounts.flat()) {
    counts.set(address, emptyCounts(google.grants.countRefreshTokens(sub)));
  }
  if (only === null) counts.set('unknown', emptyCounts(0));

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
    token: { authorization_code: 0, refresh_token: 0, jwt_bearer: 0, other: 0 },
    revoke: 0,
    tokeninfo: 0,
    userinfo: 0,
    'iam.signJwt': 0,
    'gmail.labels.list': 0,
    'gmail.getProfile': 0,
    'gmail.settings.getImap': 0,
    'gmail.settings.updateImap': 0,
    'gmail.messages.list': 0,
    'gmail.messages.get': 0,
    'gmail.history.list': 0,
    'gmail.watch': 0,
    'gmail.stop': 0,
    'gmail.units': 0,
    liveRefreshTokens,
  };
}

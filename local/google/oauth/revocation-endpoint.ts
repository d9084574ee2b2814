import type { Google } from '../google.ts';
import { json, type Outcome } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { OAuthRecord } from '../state/records.ts';
import { submittedAccount } from './submitted-account.ts';

/**
 * `POST /revoke` (RFC 7009): like at Google, any live token revokes every grant of its account to its
 * client. The token may be in the body or in the query.
 */
export function revoke(google: Google, exchange: Exchange): Outcome {
  const token = exchange.form.get('token') ?? exchange.query.get('token') ?? '';
  const account = submittedAccount(google, new URLSearchParams({ token }));
  google.counts.add('revoke', account?.address);

  const record = findLiveToken(google, token);
  if (!record) {
    return json(400, { error: 'invalid_token', error_description: 'Token expired or revoked' });
  }
  google.grants.revoke({ sub: record.sub, clientId: record.clientId });
  return json(200, {});
}

function findLiveToken(google: Google, token: string): OAuthRecord | undefined {
  return (['RefreshToken', 'AccessToken'] as const)
    .map((model) => google.records.inspect(model, token))
    .find((record) => record?.live);
}

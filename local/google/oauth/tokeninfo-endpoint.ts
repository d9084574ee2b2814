import type { Google } from '../google.ts';
import { json, type Outcome } from '../http/answer.ts';
import { bearerToken, type Exchange } from '../http/exchange.ts';
import { isEndedByFault } from './refuse-refresh.ts';
import { formatScope } from './scopes.ts';
import { tokenOwner } from './token-owner.ts';

/** `GET` and `POST /tokeninfo`: an access token's account, client, scopes and remaining seconds. */
export function tokenInfo(google: Google, exchange: Exchange): Outcome {
  const { form, query } = exchange;
  const token =
    query.get('access_token') ?? form.get('access_token') ?? bearerToken(exchange) ?? '';
  const record = google.records.inspect('AccessToken', token);
  const owner = record && tokenOwner(google, record);
  google.counts.add('tokeninfo', owner?.address);
  const faults = (fault: string) => google.faults.find(fault, owner?.address);
  if (!record?.live || !owner || isEndedByFault(record, faults)) {
    return json(400, { error: 'invalid_token', error_description: 'Invalid Value' });
  }

  const scope = formatScope((record.payload.scope ?? '').split(' '));
  const seconds = Math.floor((record.expiresAt.getTime() - google.now().getTime()) / 1000);
  const email = { email: owner.address, email_verified: 'true' };
  return json(200, {
    azp: record.clientId,
    aud: record.clientId,
    sub: owner.sub,
    scope,
    exp: String(Math.floor(record.expiresAt.getTime() / 1000)),
    expires_in: String(seconds),
    ...(scope.includes('userinfo.email') ? email : {}),
    access_type: google.grants.terms(record.grantId).offline ? 'offline' : 'online',
  });
}

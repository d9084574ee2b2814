import { answerFault } from '../faults/answer-fault.ts';
import { echoOf } from '../faults/echo.ts';
import { requestFaults } from '../faults/request-faults.ts';
import type { Google } from '../google.ts';
import { type Answer, json, type Outcome } from '../http/answer.ts';
import { bearerToken, type Exchange } from '../http/exchange.ts';
import { isEndedByFault } from './refuse-refresh.ts';
import { USERINFO_EMAIL } from './scopes.ts';
import { tokenOwner } from './token-owner.ts';

/**
 * `GET /v1/userinfo` (OpenID Connect Core section 5.3): `sub`, and with the address's scope `email`,
 * `email_verified` and `hd`. The token must hold `openid`; Google is satisfied with the address's scope.
 */
export async function userInfo(google: Google, exchange: Exchange): Promise<Outcome> {
  const token = bearerToken(exchange) ?? '';
  const record = google.records.inspect('AccessToken', token);
  const owner = record && tokenOwner(google, record);
  const address = owner?.address;
  const number = google.counts.add('userinfo', address);
  const faults = requestFaults(google, { endpoint: 'token', address, number });
  const echo = echoOf(google, new URLSearchParams({ access_token: token }), address);
  const answer = await answerFault(google, exchange, { endpoint: 'token', faults, echo });
  if (answer) return answer;

  const scopes = new Set((record?.payload.scope ?? '').split(' '));
  const isDead = !record?.live || !owner || isEndedByFault(record, faults);
  if (isDead || !scopes.has('openid')) return refusal(echo);
  const { sub, hd } = owner;
  const email = { email: owner.address, email_verified: true, ...(hd ? { hd } : {}) };
  const hasEmail = scopes.has(USERINFO_EMAIL) || scopes.has('email');
  return json(200, { sub, ...(hasEmail ? email : {}) });
}

function refusal(echo: string): Answer {
  const body = { error: 'invalid_request', error_description: `Invalid Credentials${echo}` };
  const { headers, ...answer } = json(401, body);
  const challenge = 'Bearer realm="https://accounts.google.com/", error="invalid_token"';
  return { ...answer, headers: { ...headers, 'www-authenticate': challenge } };
}

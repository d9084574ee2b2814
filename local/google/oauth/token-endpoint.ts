import { answerFault } from '../faults/answer-fault.ts';
import { echoOf } from '../faults/echo.ts';
import { type RequestFaults, requestFaults } from '../faults/request-faults.ts';
import type { Google } from '../google.ts';
import type { Outcome } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { readClientCredentials, refuseClient } from './client-credentials.ts';
import { invalidRequest, TOKEN_ERRORS, type TokenError, tokenErrorAnswer } from './errors.ts';
import { forward } from './forward.ts';
import { refuseRefresh } from './refuse-refresh.ts';
import { submittedAccount } from './submitted-account.ts';

type Refuse = (
  google: Google,
  form: URLSearchParams,
  faults: RequestFaults,
) => TokenError | undefined;

/** Google's refusals by grant type, for which the OAuth server underneath has no matching error. */
const GRANT_TYPES: ReadonlyMap<string, Refuse> = new Map([
  ['authorization_code', refuseCode],
  ['refresh_token', refuseRefresh],
]);

/** `POST /token` (RFC 6749 sections 4.1.3 and 6). */
export async function token(google: Google, exchange: Exchange): Promise<Outcome> {
  const form = readClientCredentials(exchange);
  const grantType = form.get('grant_type') ?? '';
  const address = submittedAccount(google, form)?.address;
  const counted = GRANT_TYPES.has(grantType) ? grantType : 'other';
  const number = google.counts.add(`token.${counted}`, address);

  const faults = requestFaults(google, { endpoint: 'token', address, number });
  const echo = echoOf(google, form, address);
  const answer = await answerFault(google, exchange, { endpoint: 'token', faults, echo });
  if (answer) return answer;
  const refusal = refuseToken(google, form, faults);
  if (refusal) return tokenErrorAnswer(refusal, echo);
  return forward(google, exchange, { form });
}

const CLIENT_FAULTS: readonly [fault: string, answer: TokenError][] = [
  ['invalid_client', TOKEN_ERRORS.wrongSecret],
  ['deleted_client', TOKEN_ERRORS.deletedClient],
  ['disabled_client', TOKEN_ERRORS.disabledClient],
  ['unauthorized_client', TOKEN_ERRORS.foreignToken],
];

const refuseToken: Refuse = (google, form, faults) => {
  const repeated = [...form.keys()].find((name) => form.getAll(name).length > 1);
  if (repeated) {
    return {
      status: 400,
      error: 'invalid_request',
      error_description: `OAuth 2 parameters can only have a single value: ${repeated}`,
    };
  }
  const grantType = form.get('grant_type') ?? '';
  const refuseGrant = GRANT_TYPES.get(grantType);
  if (!refuseGrant) {
    return {
      status: 400,
      error: 'unsupported_grant_type',
      error_description: `Invalid grant_type: ${grantType}`,
    };
  }
  const clientFault = CLIENT_FAULTS.find(([fault]) => faults(fault))?.[1];
  return clientFault ?? refuseClient(google, form) ?? refuseGrant(google, form, faults);
};

/**
 * Google's refusal of a code exchange that lacks a parameter (RFC 6749 section 4.1.3, RFC 7636
 * section 4.5). The OAuth server underneath checks the code, its redirect URI and the verifier.
 */
function refuseCode(
  google: Pick<Google, 'records'>,
  form: URLSearchParams,
): TokenError | undefined {
  for (const name of ['code', 'redirect_uri']) {
    if (!form.get(name)) return invalidRequest(`Missing required parameter: ${name}`);
  }
  const record = google.records.inspect('AuthorizationCode', form.get('code') ?? '');
  if (!record) return TOKEN_ERRORS.malformedCode;
  return form.get('code_verifier') ? undefined : TOKEN_ERRORS.missingVerifier;
}

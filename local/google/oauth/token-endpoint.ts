import { answerFault } from '../faults/answer-fault.ts';
import { echoOf } from '../faults/echo.ts';
import { type RequestFaults, requestFaults } from '../faults/request-faults.ts';
import type { Google } from '../google.ts';
import { json, type Outcome } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { readClientCredentials, refuseClient } from './client-credentials.ts';
import { invalidRequest, TOKEN_ERRORS, type TokenError, tokenErrorAnswer } from './errors.ts';
import { forward } from './forward.ts';
import { exchangeAssertion, JWT_BEARER } from './jwt-bearer.ts';
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

/** The names under which requests are counted. */
const COUNTED: ReadonlyMap<string, string> = new Map([
  ...[...GRANT_TYPES.keys()].map((grantType) => [grantType, grantType] as const),
  [JWT_BEARER, 'jwt_bearer'],
]);

/** `POST /token` (RFC 6749 sections 4.1.3 and 6, RFC 7523 section 2.1). */
export async function token(google: Google, exchange: Exchange): Promise<Outcome> {
  const form = readClientCredentials(exchange);
  const grantType = form.get('grant_type') ?? '';
  const address = submittedAccount(google, form)?.address;
  const number = google.counts.add(`token.${COUNTED.get(grantType) ?? 'other'}`, address);

  const faults = requestFaults(google, { endpoint: 'token', address, number });
  const echo = echoOf(google, form, address);
  const answer = await answerFault(google, exchange, { endpoint: 'token', faults, echo });
  if (answer) return answer;
  const refusal = refuseRepeated(form) ?? refuseToken(google, form, faults);
  if (refusal) return tokenErrorAnswer(refusal, echo);
  if (grantType !== JWT_BEARER) return forward(google, exchange, { form });
  const exchanged = exchangeAssertion(google, form, faults);
  return 'error' in exchanged ? tokenErrorAnswer(exchanged, echo) : json(200, exchanged);
}

const CLIENT_FAULTS: readonly [fault: string, answer: TokenError][] = [
  ['invalid_client', TOKEN_ERRORS.wrongSecret],
  ['deleted_client', TOKEN_ERRORS.deletedClient],
  ['disabled_client', TOKEN_ERRORS.disabledClient],
  ['unauthorized_client', TOKEN_ERRORS.foreignToken],
];

function refuseRepeated(form: URLSearchParams): TokenError | undefined {
  const repeated = [...form.keys()].find((name) => form.getAll(name).length > 1);
  return repeated === undefined
    ? undefined
    : invalidRequest(`OAuth 2 parameters can only have a single value: ${repeated}`);
}

const refuseToken: Refuse = (google, form, faults) => {
  const grantType = form.get('grant_type') ?? '';
  // A service account authenticates with its assertion.
  if (grantType === JWT_BEARER) return undefined;
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

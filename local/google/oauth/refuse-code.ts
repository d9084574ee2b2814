import type { Google } from '../google.ts';
import { invalidRequest, TOKEN_ERRORS, type TokenError } from './errors.ts';

/**
 * What Google says to an exchange that lacks something (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
 * The code itself, its redirect URI and the verifier's value are judged by the server underneath.
 */
export function refuseCode(
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

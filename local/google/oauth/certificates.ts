import { type Google, ISSUER } from '../google.ts';
import { type Answer, json } from '../http/answer.ts';
import { type Exchange, segmentsOf } from '../http/exchange.ts';
import { JWT_BEARER } from './jwt-bearer.ts';
import { certificatePem } from './x509.ts';

/** `GET /oauth2/v1/certs`: key id → X.509 certificate, the format that google-auth-library reads. */
export function pemCertificates({ signingKey }: Google): Answer {
  return cacheable({
    [signingKey.kid]: certificatePem(signingKey, signingKey.privateKey),
  });
}

/**
 * `GET /robot/v1/metadata/x509/{email}`, and the same below `service_accounts/v1`: key id → certificate
 * of every enabled key of a service account, those that Google manages included.
 */
export function serviceAccountCertificates(google: Google, exchange: Exchange): Answer {
  const email = segmentsOf(exchange.path)[4] ?? '';
  if (!google.serviceAccounts.byEmail(email)) return json(404, { error: 'not_found' });
  const keys = google.serviceAccounts.keys(email).filter(({ disabled }) => !disabled);
  const certificates = keys.map(({ keyId, publicKey }) => [
    keyId,
    certificatePem({ kid: keyId, publicKey }, google.signingKey.privateKey),
  ]);
  return cacheable(Object.fromEntries(certificates));
}

/** `GET /oauth2/v3/certs`: the JSON Web Key Set (RFC 7517). */
export function jsonWebKeySet({ signingKey }: Google): Answer {
  const jwk = signingKey.publicKey.export({ format: 'jwk' });
  return cacheable({ keys: [{ ...jwk, kid: signingKey.kid, use: 'sig', alg: 'RS256' }] });
}

/** `GET /.well-known/openid-configuration` (OpenID Connect Discovery section 4.2). */
export function discovery({ baseUrl }: Google): Answer {
  return cacheable({
    issuer: ISSUER,
    authorization_endpoint: `${baseUrl}/o/oauth2/v2/auth`,
    token_endpoint: `${baseUrl}/token`,
    userinfo_endpoint: `${baseUrl}/v1/userinfo`,
    revocation_endpoint: `${baseUrl}/revoke`,
    jwks_uri: `${baseUrl}/oauth2/v3/certs`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: ['aud', 'email', 'email_verified', 'exp', 'iat', 'iss', 'sub'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'refresh_token', JWT_BEARER],
    authorization_response_iss_parameter_supported: true,
  });
}

function cacheable(value: unknown): Answer {
  const answer = json(200, value);
  return { ...answer, headers: { ...answer.headers, 'cache-control': 'public, max-age=60' } };
}

import { createHash } from 'node:crypto';
import { AppError, asAppError } from '../../errors.ts';
import type { ConnectPurpose, RequestIn } from '../model/authorization-request.ts';
import { browserDigestOf, requestIdOf, sameDigest, stateOf } from '../model/identifiers.ts';
import type { Ports } from '../model/ports.ts';
import { readOrSalvage } from '../model/read-or-salvage.ts';
import { IDENTITY_SCOPES, scopesOf } from '../model/scopes.ts';
import { isReusable } from './reusable-grant.ts';

/** How long a trip to Google may take (RFC 6749 §10.12: a short-lived state). */
const TRIP_MS = 10 * 60 * 1000;

/**
 * Binds the request behind a one-time link to the browser that opened it, and answers the URL at
 * Google to send that browser to: state, nonce and an S256 challenge (RFC 7636). The same browser
 * may open its link again; any other is refused.
 *
 * @param browser the secret of the browser's cookie
 * @throws AppError `authorization_request_unknown`, `authorization_request_expired`, `link_used`,
 *   `authorization_request_consumed`, `store_unavailable`
 */
export async function openAuthorization(
  ports: Ports,
  link: string,
  browser: string,
): Promise<string> {
  const state = stateOf(link);
  const opened = await bind(ports, requestIdOf(state), browserDigestOf(browser));
  const { purpose } = opened;
  const connecting = purpose.kind === 'connect';
  return ports.oauth.authorizationUrl({
    state,
    nonce: opened.nonce,
    codeChallenge: codeChallengeOf(opened.codeVerifier),
    scopes: connecting ? scopesOf(purpose.profile) : IDENTITY_SCOPES,
    consent: connecting ? await wantedConsent(ports, purpose) : 'skip',
    loginHint: connecting ? purpose.expectedAddress : null,
  });
}

/** Reuses a healthy grant: connecting once more must not use up one of Google's hundred. */
async function wantedConsent(
  { store }: Ports,
  { profile, connectionId, expectedAddress }: ConnectPurpose,
): Promise<'force' | 'reuse'> {
  const existing = connectionId
    ? (await readOrSalvage(store, connectionId))?.value
    : expectedAddress && (await store.findByAddress(expectedAddress).catch(noneIfUnreadable));
  return existing && isReusable(existing, profile) ? 'reuse' : 'force';
}

/** A damaged record has no grant to reuse. */
function noneIfUnreadable(thrown: unknown): null {
  if (asAppError(thrown).code !== 'record_unreadable') throw thrown;
  return null;
}

async function bind(ports: Ports, id: string, browser: string): Promise<RequestIn<'opened'>> {
  const { store, clock, ids } = ports;
  const found = await store.readRequest(id);
  if (!found) throw new AppError('authorization_request_unknown');
  const request = found.value;
  const now = clock.now().getTime();
  if (request.expiresAt.getTime() <= now) throw new AppError('authorization_request_expired');
  if (request.stage === 'opened') return ownedBy(browser, request);
  if (request.stage !== 'linked') throw new AppError('authorization_request_consumed');
  const opened: RequestIn<'opened'> = {
    ...request,
    stage: 'opened',
    browser,
    codeVerifier: ids.secret(),
    nonce: ids.secret(),
    expiresAt: new Date(now + TRIP_MS),
  };
  const written = await store.writeRequest(opened, found.revision);
  // The link was opened between our read and our write, by another browser or in another tab.
  return written === null ? bind(ports, id, browser) : opened;
}

function ownedBy(browser: string, request: RequestIn<'opened'>): RequestIn<'opened'> {
  if (!sameDigest(request.browser, browser)) throw new AppError('link_used');
  return request;
}

/** The S256 code challenge of a verifier: BASE64URL(SHA-256(verifier)), RFC 7636 §4.2. */
function codeChallengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url');
}

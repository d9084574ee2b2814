import { createHash } from 'node:crypto';
import { AppError } from '../../errors.ts';
import type { ConnectPurpose, RequestIn } from '../model/authorization-request.ts';
import { browserDigestOf, requestIdOf, sameDigest, stateOf } from '../model/identifiers.ts';
import type { Ports } from '../model/ports.ts';
import { noneIfUnreadable, readOrSalvage } from '../model/read-or-salvage.ts';
import { IDENTITY_SCOPES, scopesOf } from '../model/scopes.ts';
import type { Versioned } from '../model/store.ts';
import { isReusable } from './reusable-grant.ts';

/** How long a trip to Google may take (RFC 6749 §10.12: a short-lived state). */
export const TRIP_MS = 10 * 60 * 1000;

/** What a link asks for, as its page shows it. `expiresAt`: until when the owner can continue to Google. */
export type LinkOffer = {
  readonly purpose: ConnectPurpose;
  readonly begunBy: string;
  readonly expiresAt: Date;
};

/**
 * Reads what a one-time link asks for, and changes nothing: scanners and previews fetch links too.
 *
 * @param browser the secret of the browser's cookie; null without one
 * @throws AppError what `openAuthorization` refuses this browser with
 */
export async function lookAtLink(
  ports: Ports,
  link: string,
  browser: string | null,
): Promise<LinkOffer> {
  const { value } = await readOpenable(ports, link);
  if (value.stage === 'opened') ownedBy(browser === null ? '' : browserDigestOf(browser), value);
  const { purpose, begunBy, expiresAt } = value;
  if (purpose.kind !== 'connect') throw new AppError('authorization_request_unknown');
  return { purpose, begunBy, expiresAt };
}

/**
 * Binds the request behind a one-time link to the browser that continues from its page, and answers the URL
 * at Google to send that browser to: state, nonce and an S256 challenge (RFC 7636). The same browser may
 * continue again; any other is refused.
 *
 * @param browser the secret of the browser's cookie
 * @throws AppError `authorization_request_unknown`, `link_expired`, `link_withdrawn`, `link_used`,
 *   `authorization_request_expired`, `authorization_request_consumed`, `store_unavailable`,
 *   `record_unreadable`
 */
export async function openAuthorization(
  ports: Ports,
  link: string,
  browser: string,
): Promise<string> {
  const opened = await bind(ports, link, browserDigestOf(browser));
  const { purpose } = opened;
  const connecting = purpose.kind === 'connect';
  return ports.oauth.authorizationUrl({
    state: stateOf(link),
    nonce: opened.nonce,
    codeChallenge: codeChallengeOf(opened.codeVerifier),
    scopes: connecting ? scopesOf(purpose.profile) : IDENTITY_SCOPES,
    consent: connecting ? await wantedConsent(ports, purpose) : 'skip',
    loginHint: connecting ? purpose.expectedAddress : null,
  });
}

/**
 * Reuses a healthy grant: connecting once more must not use up one of Google's hundred. One that ends is
 * replaced, because the owner can only allow ongoing access on Google's consent page.
 */
async function wantedConsent(
  { store }: Ports,
  { profile, connectionId, expectedAddress, newAccount }: ConnectPurpose,
): Promise<'force' | 'reuse'> {
  if (newAccount) return 'force';
  const existing = connectionId
    ? (await readOrSalvage(store, connectionId))?.value
    : expectedAddress && (await store.findByAddress(expectedAddress).catch(noneIfUnreadable));
  const isKept = existing && existing.grantEnd === null && isReusable(existing, profile);
  return isKept ? 'reuse' : 'force';
}

async function bind(ports: Ports, link: string, browser: string): Promise<RequestIn<'opened'>> {
  const { store, clock, ids } = ports;
  const { value: request, revision } = await readOpenable(ports, link);
  if (request.stage === 'opened') return ownedBy(browser, request);
  const opened: RequestIn<'opened'> = {
    ...request,
    stage: 'opened',
    browser,
    codeVerifier: ids.secret(),
    nonce: ids.secret(),
    expiresAt: new Date(clock.now().getTime() + TRIP_MS),
  };
  const written = await store.writeRequest(opened, revision);
  // The link was opened between our read and our write, by another browser or in another tab.
  return written === null ? bind(ports, link, browser) : opened;
}

/** The shape of the secrets that `beginAuthorization` makes. */
const LINK = /^[\w-]{43}$/;

async function readOpenable(
  { store, clock }: Ports,
  link: string,
): Promise<Versioned<RequestIn<'linked' | 'opened'>>> {
  const found = await store.readRequest(requestIdOf(stateOf(link)));
  // An expired request is deleted soon, so a link that looks like ours is most probably an old one.
  if (!found)
    throw new AppError(LINK.test(link) ? 'link_expired' : 'authorization_request_unknown');
  const { value, revision } = found;
  if (value.stage === 'settled' && value.outcome?.kind === 'withdrawn') {
    throw new AppError('link_withdrawn');
  }
  if (value.stage !== 'linked' && value.stage !== 'opened') {
    throw new AppError('authorization_request_consumed');
  }
  if (value.expiresAt <= clock.now()) {
    throw new AppError(value.stage === 'linked' ? 'link_expired' : 'authorization_request_expired');
  }
  return { value, revision };
}

function ownedBy(browser: string, request: RequestIn<'opened'>): RequestIn<'opened'> {
  if (!sameDigest(request.browser, browser)) throw new AppError('link_used');
  return request;
}

/** The S256 code challenge of a verifier: BASE64URL(SHA-256(verifier)), RFC 7636 §4.2. */
export function codeChallengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url');
}

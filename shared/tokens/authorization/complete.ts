import { withRetry } from '../../concurrency/retry.ts';
import { AppError, asAppError, errorEntry } from '../../errors.ts';
import type { RequestIn } from '../model/authorization-request.ts';
import { browserDigestOf, requestIdOf, sameDigest } from '../model/identifiers.ts';
import { boundedLife, type TokenAnswer } from '../model/oauth-provider.ts';
import type { Ports } from '../model/ports.ts';
import { IDENTITY_SCOPES, scopesOf } from '../model/scopes.ts';
import type { Versioned } from '../model/store.ts';
import { type CompletedAuthorization, settleAuthorization, settleRefused } from './settle.ts';

/** Longer than an exchange can take: an answer that is not parked by then never will be. */
const EXCHANGE_MS = 60 * 1000;

/** The parameters of Google's redirect (RFC 6749 §4.1.2), and the browser's cookie. */
export type AuthorizationResponse = {
  readonly state: string;
  readonly browser: string | null;
  readonly code: string | null;
  readonly error: string | null;
  /** The administrator who is signed in in this browser, for the audit trail; left out when nobody is. */
  readonly administrator?: string | null;
};

type BoundRequest = RequestIn<'opened' | 'consumed' | 'answered' | 'settled'>;

/**
 * Takes Google's answer to an authorization request, exactly once. The request is consumed before the code is
 * exchanged, so that the code is presented once (RFC 6749 §4.1.2 lets a server revoke everything on a second
 * use). The answer is parked before any other call, so that a crash loses nothing. Loading the callback again
 * in the same browser resumes a parked answer, and shows the outcome of a trip that connected a mailbox.
 *
 * @throws AppError `authorization_request_unknown`, `…_expired`, `…_foreign`, `…_consumed`, `link_withdrawn`,
 *   `authorization_busy`, `authorization_interrupted`, `authorization_denied`,
 *   `authorization_refused`, `code_refused`, `client_refused`, `store_unavailable`,
 *   `record_unreadable`, and what `settleAuthorization` refuses with
 */
export async function completeAuthorization(
  ports: Ports,
  response: AuthorizationResponse,
): Promise<CompletedAuthorization> {
  const { value, revision } = await findBound(ports, response);
  switch (value.stage) {
    case 'settled':
      return outcomeOf(ports, value);
    case 'opened':
      return settleAuthorization(ports, await takeAnswer(ports, { value, revision }, response));
    case 'consumed':
      throw unanswered(ports, value.consumedAt);
    case 'answered':
      return settleAuthorization(ports, { value, revision });
  }
}

async function findBound(
  { store, clock }: Ports,
  { state, browser }: AuthorizationResponse,
): Promise<Versioned<BoundRequest>> {
  const found = await store.readRequest(requestIdOf(state));
  if (!found || found.value.stage === 'linked') throw new AppError('authorization_request_unknown');
  const request = found.value;
  const isOwn =
    browser !== null &&
    request.browser !== undefined &&
    sameDigest(request.browser, browserDigestOf(browser));
  if (!isOwn) {
    const hasEnded = request.stage === 'settled';
    throw new AppError(
      hasEnded ? 'authorization_request_consumed' : 'authorization_request_foreign',
    );
  }
  if (request.stage === 'opened' && request.expiresAt <= clock.now()) {
    throw new AppError('authorization_request_expired');
  }
  return { value: request, revision: found.revision };
}

/** The result of a trip that ended, if it connected a mailbox that is still connected. */
async function outcomeOf(
  { store }: Ports,
  { outcome }: RequestIn<'settled'>,
): Promise<CompletedAuthorization> {
  if (outcome?.kind === 'connected') {
    const found = await store.readConnection(outcome.connectionId);
    if (found?.value.status === 'active') return { kind: 'connected', connection: found.value };
  }
  if (outcome?.kind === 'withdrawn') throw new AppError('link_withdrawn');
  throw new AppError('authorization_request_consumed');
}

function unanswered({ clock }: Ports, consumedAt: Date): AppError {
  const age = clock.now().getTime() - consumedAt.getTime();
  return new AppError(age < EXCHANGE_MS ? 'authorization_busy' : 'authorization_interrupted');
}

async function takeAnswer(
  ports: Ports,
  opened: Versioned<RequestIn<'opened'>>,
  { code, error, administrator = null }: AuthorizationResponse,
): Promise<Versioned<RequestIn<'answered'>>> {
  if (error === null && code === null) throw new AppError('code_refused');
  const consumed = await consume(ports, opened, administrator);
  if (error !== null || code === null) {
    throw await settleRefused(ports, consumed, refusalAtGoogle(error));
  }
  const answer = await ports.oauth
    .exchangeCode(code, consumed.value.codeVerifier)
    .catch(async (thrown) => {
      throw await settleRefused(ports, consumed, refusalOf(asAppError(thrown)));
    });
  const answeredAt = ports.clock.now();
  return park(ports, answered(consumed.value, answer, answeredAt), consumed.revision);
}

/**
 * RFC 6749 §5.1: an answer without scopes grants those of the request. Its life is bounded before it is parked,
 * because the store refuses a number that it could not read again, and Google gives the answer once.
 */
function answered(
  consumed: RequestIn<'consumed'>,
  answer: TokenAnswer,
  answeredAt: Date,
): RequestIn<'answered'> {
  const { purpose } = consumed;
  const requested = purpose.kind === 'connect' ? scopesOf(purpose.profile) : IDENTITY_SCOPES;
  const bounded = {
    ...answer,
    scopes: answer.scopes ?? requested,
    expiresInSeconds: boundedLife(answer.expiresInSeconds),
  };
  return { ...consumed, stage: 'answered', answer: bounded, answeredAt };
}

async function consume(
  { store, clock }: Ports,
  { value, revision }: Versioned<RequestIn<'opened'>>,
  administrator: string | null,
): Promise<Versioned<RequestIn<'consumed'>>> {
  const consumedAt = clock.now();
  // A request that is consumed in its last minute must outlive the exchange.
  const answeredBy = new Date(consumedAt.getTime() + EXCHANGE_MS);
  const expiresAt = answeredBy > value.expiresAt ? answeredBy : value.expiresAt;
  const stage = 'consumed' as const;
  const consumed = { ...value, stage, consumedAt, administrator, expiresAt };
  const next = await store.writeRequest(consumed, revision);
  if (next === null) throw new AppError('authorization_busy');
  return { value: consumed, revision: next };
}

/**
 * The one write that must not be lost: Google gives this answer once. A write that failed may still have
 * arrived, so a refused attempt checks whether an earlier one of ours is stored.
 */
function park(
  ports: Ports,
  answered: RequestIn<'answered'>,
  revision: string,
): Promise<Versioned<RequestIn<'answered'>>> {
  return withRetry(ports, async () => {
    const next = await ports.store.writeRequest(answered, revision);
    if (next !== null) return { value: answered, revision: next };
    const found = await ports.store.readRequest(answered.id);
    if (found?.value.stage !== 'answered') throw new AppError('store_conflict');
    return { value: answered, revision: found.revision };
  });
}

/** The code is spent, whatever kept Google from answering: a retry cannot help. */
export function refusalOf(error: AppError): AppError {
  if (!errorEntry(error.code).again) return error;
  return new AppError('authorization_interrupted', { upstream: error.upstream });
}

export function refusalAtGoogle(error: string | null): AppError {
  if (error === 'access_denied') return new AppError('authorization_denied');
  return new AppError('authorization_refused', {
    upstream: {
      service: 'google',
      endpoint: 'authorization',
      status: null,
      error,
      subtype: null,
      description: null,
    },
  });
}

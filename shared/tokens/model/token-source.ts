import { AppError } from '../../errors.ts';
import type { Connection, ConnectionGrant, Method } from './connection.ts';
import type { TokenAnswer } from './oauth-provider.ts';

/** A request for an access token, with all that it takes already read. */
export type TokenRequest = {
  /**
   * Asks the token endpoint.
   *
   * @throws AppError `grant_refused`, `client_refused`, `google_unavailable`
   */
  send(): Promise<TokenAnswer>;
  /**
   * Stores what the answer changes of the grant, such as a rotated refresh token (RFC 6749 §6), and answers
   * the grant that the connection must name from now on.
   *
   * @throws AppError what the vault throws
   */
  storeGrant(answer: TokenAnswer): Promise<ConnectionGrant>;
};

/** Where the access tokens of one method come from. */
export interface TokenSource {
  /**
   * Reads what the request takes. Sending is a step of its own, because the caller must look at its lease
   * between the two: reading may have taken longer than the lease lasts.
   *
   * @throws AppError `grant_lost`, and what the vault throws
   */
  prepare(connection: Connection): Promise<TokenRequest>;
}

/** One source for each method that this installation can use. */
export type TokenSources = Readonly<Partial<Record<Method, TokenSource>>>;

/**
 * The source of a grant's access tokens.
 *
 * @throws AppError `grant_lost` when the connection has no grant, `configuration_invalid` when this
 *   installation cannot use its method
 */
export function sourceOf(sources: TokenSources, { kind }: ConnectionGrant): TokenSource {
  if (kind === 'none') throw new AppError('grant_lost');
  const source = sources[kind];
  if (source) return source;
  const problems = [`this installation has no token source for the method ${kind}`];
  throw new AppError('configuration_invalid', { detail: { problems } });
}

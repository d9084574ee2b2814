import type { Gmail } from '../google/index.ts';
import { withAccessToken } from '../google/with-access-token.ts';
import type { Clock, Tokens } from '../tokens/index.ts';

/** Why a mailbox is probed: a person may just have mended what failed, so that for one back-off does not hold. */
export type ProbeRequest = {
  readonly trigger: 'probe' | 'person';
  /** The administrator who requested it, for the audit trail; left out when nobody did. */
  readonly requestedBy?: string | null;
};

export type ProbePorts = {
  readonly tokens: Tokens;
  readonly gmail: Gmail;
  readonly clock: Clock;
};

type GmailCall<Answer> = {
  readonly request: ProbeRequest;
  readonly call: (accessToken: string) => Promise<Answer>;
};

/**
 * Calls Gmail with a mailbox's access token. A token that Gmail rejects is refreshed once, by force, before that is
 * the answer.
 *
 * @throws AppError what `accessTokenFor` and the call throw
 */
export function callGmail<Answer>(
  { tokens }: Pick<ProbePorts, 'tokens'>,
  connectionId: string,
  { request, call }: GmailCall<Answer>,
): Promise<Answer> {
  return withAccessToken(
    (rejected) =>
      tokens.accessTokenFor(connectionId, { ...request, ...(rejected !== null && { rejected }) }),
    call,
  );
}

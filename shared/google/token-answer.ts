import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { TokenAnswer } from '../tokens/index.ts';
import { oauthReport } from './report.ts';

/**
 * The life of a token whose `expires_in` is missing or no life (RFC 6749 §5.1 only recommends it): as long as
 * any caller demands, and half of what Google gives. If it ends earlier, Gmail answers 401, and one refresh
 * follows.
 */
const ASSUMED_LIFE_SECONDS = 30 * 60;

/** An end further away than this is none: Google ends a grant that is not used after half a year. */
const LONGEST_GRANT_SECONDS = 5 * 365 * 24 * 3600;

const optionalText = z.string().min(1).nullable().catch(null);

/** Each optional field is judged on its own: an odd one never makes a valid access token useless. */
const answerSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().min(1).transform(Math.round).catch(ASSUMED_LIFE_SECONDS),
  refresh_token: optionalText,
  /** Google sends numbers; a proxy may make them strings. */
  refresh_token_expires_in: z.coerce
    .number()
    .positive()
    .max(LONGEST_GRANT_SECONDS)
    .nullable()
    .catch(null),
  scope: z
    .union([z.string(), z.array(z.string())])
    .nullable()
    .catch(null),
  id_token: optionalText,
});

/**
 * Reads the body of a successful answer of the token endpoint (RFC 6749 §5.1). A 200 without a valid token
 * response, such as a proxy's HTML page, is an outage and not a refusal.
 *
 * @throws AppError `google_unavailable`
 */
export function tokenAnswer(body: unknown): TokenAnswer {
  const parsed = answerSchema.safeParse(body);
  if (!parsed.success) {
    const upstream = oauthReport('token', { status: 200, body: null });
    throw new AppError('google_unavailable', { upstream });
  }
  const { access_token, expires_in, refresh_token, scope, id_token } = parsed.data;
  return {
    accessToken: access_token,
    expiresInSeconds: expires_in,
    refreshToken: refresh_token,
    grantExpiresInSeconds: parsed.data.refresh_token_expires_in,
    scopes: scope === null ? null : [scope].flat().join(' ').split(' ').filter(Boolean),
    idToken: id_token,
  };
}

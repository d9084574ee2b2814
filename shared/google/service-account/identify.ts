import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { createShortFetch } from '../../network/short-fetch.ts';
import { isAddress, type Mailbox } from '../../tokens/index.ts';
import { callTwice } from '../call.ts';
import { type GoogleAnswer, oauthReport } from '../report.ts';

const TIMEOUT_MS = 12_000;

const accountSchema = z.object({
  sub: z.string().min(1),
  email: z.string().refine(isAddress),
  email_verified: z.literal(true),
  hd: z.string().min(1).optional(),
});

/**
 * Makes the function that reads the account of an access token (OpenID Connect Core §5.3). An account without a
 * verified address is refused: it is no mailbox of Gmail's.
 *
 * The function throws AppError `token_rejected` (401), `identity_unverified`, `google_unavailable`.
 */
export function createIdentification(userinfo: string) {
  const fetchImplementation = createShortFetch(TIMEOUT_MS);
  return async (accessToken: string): Promise<Mailbox> => {
    const headers = { authorization: `Bearer ${accessToken}` };
    const answer = await callTwice(fetchImplementation, userinfo, { headers });
    if (answer.status !== 200) throw refusal(answer);
    // A page of a proxy is no answer of Google's.
    if (answer.body === undefined) throw refusal({ ...answer, status: null });
    const account = accountSchema.safeParse(answer.body);
    if (!account.success) throw unverified(answer);
    const { sub, email, hd } = account.data;
    return { subject: sub, address: email, hostedDomain: hd ?? null };
  };
}

function refusal(answer: GoogleAnswer): AppError {
  const { status } = answer;
  const code = status === 401 || status === 403 ? 'token_rejected' : 'google_unavailable';
  return new AppError(code, { upstream: oauthReport('identity', answer) });
}

function unverified(answer: GoogleAnswer): AppError {
  const upstream = { ...oauthReport('identity', { ...answer, body: null }), error: 'claims' };
  return new AppError('identity_unverified', { upstream });
}

import { asAppError } from '../errors.ts';

/** Gets an access token: another one than the one that Gmail rejected, if that is named. */
type TokenSource = (rejected: string | null) => Promise<{ readonly value: string }>;

/**
 * Makes a call with an access token. A token that Gmail rejects is renewed once, by force, before that is the answer.
 *
 * @throws AppError what the source and the call throw
 */
export async function withAccessToken<Answer>(
  tokenFrom: TokenSource,
  call: (accessToken: string) => Promise<Answer>,
): Promise<Answer> {
  const token = await tokenFrom(null);
  try {
    return await call(token.value);
  } catch (thrown) {
    if (asAppError(thrown).code !== 'token_rejected') throw thrown;
    const renewed = await tokenFrom(token.value);
    return call(renewed.value);
  }
}

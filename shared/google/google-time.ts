import { AppError } from '../errors.ts';
import { createShortFetch } from '../network/short-fetch.ts';
import type { GoogleEndpoints } from './endpoints.ts';
import { answerIn, oauthReport } from './report.ts';

const TIMEOUT_MS = 8000;

/**
 * Makes the function that tells Google's time, to the second: the header `Date` (RFC 9110 §6.6.1) of the token
 * endpoint, by whose clock assertions are judged. The request asks for nothing, and any answer serves.
 *
 * The function throws AppError `google_unavailable`, also for an answer without a date.
 */
export function createGoogleTime({ token }: Pick<GoogleEndpoints, 'token'>): () => Promise<Date> {
  const fetchImplementation = createShortFetch(TIMEOUT_MS);
  return async () => {
    const response = await fetchImplementation(token).catch((thrown: unknown) => {
      const upstream = oauthReport('token', answerIn(thrown));
      throw new AppError('google_unavailable', { upstream });
    });
    const time = new Date(response.headers.get('date') ?? Number.NaN);
    if (Number.isNaN(time.getTime())) throw new AppError('google_unavailable');
    return time;
  };
}

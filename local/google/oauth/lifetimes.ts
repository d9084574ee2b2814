/** Google's lifetimes, in seconds. */
export const CODE_SECONDS = 600;
/** A refresh token dies after six months without use. */
export const REFRESH_TOKEN_SECONDS = 180 * 24 * 3600;
/** While the app's publishing status is Testing, a refresh token dies a week after consent. */
export const TESTING_REFRESH_TOKEN_SECONDS = 7 * 24 * 3600;
/** What an account allowed a client has no end of its own. */
export const GRANT_SECONDS = 10 * 365 * 24 * 3600;

/** How long a refresh token lives after its last use, or after consent while in Testing. */
export function refreshTokenSeconds({ testing }: { testing: boolean }): number {
  return testing ? TESTING_REFRESH_TOKEN_SECONDS : REFRESH_TOKEN_SECONDS;
}

/** Google's lifetimes, in seconds. */
export const CODE_SECONDS = 600;
/** A refresh token dies after six months without use. */
export const REFRESH_TOKEN_SECONDS = 180 * 24 * 3600;
/** While the app's publishing status is Testing, a refresh token dies a week after consent. */
export const TESTING_REFRESH_TOKEN_SECONDS = 7 * 24 * 3600;

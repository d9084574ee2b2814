import { createHash } from 'node:crypto';
import { AppError } from '../errors.ts';
import { jsonIn } from '../network/json.ts';
import { createShortFetch } from '../network/short-fetch.ts';
import type { GoogleEndpoints } from './endpoints.ts';
import type { OAuthClient } from './library-client.ts';
import { tokenRefusal } from './refusals.ts';
import { answerIn, type GoogleAnswer, oauthReport } from './report.ts';

const TIMEOUT_MS = 12_000;

/** No refresh token that Google ever issued, so that nothing is refreshed and no grant is touched. */
const NO_TOKEN = '1//setup-check-of-the-client';

/** Proves the OAuth client as it is configured, without anybody's consent. */
export type ClientCheck = {
  /**
   * Proves the client ID and its secret. Google authenticates the client before it looks at the token (RFC 6749 §6):
   * that it refuses the token proves that it accepted the client.
   *
   * @throws AppError `client_refused`, `google_unavailable`, `configuration_invalid`
   */
  checkCredentials(): Promise<void>;
  /**
   * Asks for Google's consent page as a browser does that nobody signed in to, and follows no redirect. Google refuses
   * a redirect URI that is not registered before it asks who is there. It documents no answer for an accepted one, so
   * that this only finds a fault.
   *
   * @throws AppError `authorization_refused`, `google_unavailable`
   */
  checkRedirectUri(): Promise<void>;
};

/** Makes the check of a client at these endpoints. */
export function createClientCheck(
  client: OAuthClient,
  endpoints: Pick<GoogleEndpoints, 'token' | 'authorization'>,
): ClientCheck {
  const send = createShortFetch(TIMEOUT_MS);
  return {
    checkCredentials: async () => {
      const refusal = credentialsRefusal(await answerTo(send, endpoints.token, tokenForm(client)));
      if (refusal) throw refusal;
    },
    checkRedirectUri: async () => {
      const url = `${endpoints.authorization}?${authorizationQuery(client)}`;
      const refusal = consentRefusal(await answerTo(send, url));
      if (refusal) throw refusal;
    },
  };
}

/** An answer with what a page needs: where it leads, and its text. */
type PageAnswer = GoogleAnswer & { readonly location: string | null; readonly text: string };

async function answerTo(
  send: ReturnType<typeof createShortFetch>,
  url: string,
  form?: URLSearchParams,
): Promise<PageAnswer> {
  try {
    const response = await send(url, form && { method: 'POST', body: form });
    const text = await response.text();
    const retryAfter = response.headers.get('retry-after');
    return {
      status: response.status,
      body: jsonIn(text),
      location: response.headers.get('location'),
      text,
      ...(retryAfter !== null && { retryAfter }),
    };
  } catch (thrown) {
    return { ...answerIn(thrown), location: null, text: '' };
  }
}

function tokenForm({ clientId, clientSecret }: OAuthClient): URLSearchParams {
  if (clientSecret === null) {
    const problems = ['GOOGLE_CLIENT_SECRET must be set for this function'];
    throw new AppError('configuration_invalid', { detail: { problems } });
  }
  return new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: NO_TOKEN,
    client_id: clientId,
    client_secret: clientSecret,
  });
}

/** Why the client is not accepted; null: it is, since only the token was refused. */
function credentialsRefusal(answer: GoogleAnswer): AppError | null {
  const refusal = tokenRefusal(answer, 'grant_refused');
  return refusal.code === 'grant_refused' ? null : refusal;
}

function authorizationQuery({ clientId, redirectUri }: OAuthClient): URLSearchParams {
  return new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email',
    state: 'setup-check',
    code_challenge: createHash('sha256').update('setup-check').digest('base64url'),
    code_challenge_method: 'S256',
    prompt: 'select_account',
  });
}

/** Why the consent page refuses every request of this client; null: it says nothing against it. */
function consentRefusal(answer: PageAnswer): AppError | null {
  const { status } = answer;
  if (status === null || status === 429 || status >= 500) {
    return new AppError('google_unavailable', { upstream: oauthReport('authorization', answer) });
  }
  const error = codeIn(answer);
  if (error === null) return null;
  const upstream = oauthReport('authorization', { status: null, body: { error } });
  return new AppError('authorization_refused', { upstream });
}

/** The code of Google's error page: in the base64 of its address, or in the words "Error 400: …" of the page itself. */
function codeIn({ status, location, text }: PageAnswer): string | null {
  const url = location === null ? null : URL.parse(location, 'https://accounts.google.com');
  const encoded = url?.searchParams.get('authError');
  if (encoded) {
    const words = Buffer.from(encoded, 'base64').toString('latin1');
    return /[a-z]{3,}(?:_[a-z]+)+/.exec(words)?.[0] ?? null;
  }
  if (status === null || status < 400) return null;
  return /\b\d{3}: ([a-z]+(?:_[a-z]+)+)\b/.exec(text)?.[1] ?? null;
}

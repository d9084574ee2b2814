import type { Words } from '../../reader.ts';
import type { Google, RegisteredClient } from '../google.ts';
import { parseScope, SCOPES } from './scopes.ts';

/** An error that Google shows on a page instead of redirecting: HTTP status, code, and the sentence. */
export type Refusal = { status: number; code: string; message: Words };

/** The parameter under which the authorization request's `prompt` reaches the sign-in pages. */
export const PROMPT_PARAMETER = 'google_prompt';

const PROMPTS = new Set(['none', 'consent', 'select_account']);
const S256_CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/**
 * Validates an authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3) as Google does
 * before sign-in. Stricter than Google: PKCE S256 is required.
 *
 * @returns undefined for a valid request
 */
export function refuseAuthorizationRequest(
  google: Pick<Google, 'clients'>,
  query: URLSearchParams,
): Refusal | undefined {
  const repeated = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (repeated) {
    return invalid(
      `OAuth 2 parameters can only have a single value: ${repeated}`,
      `OAuth 2 のパラメータに指定できる値は 1 つだけです: ${repeated}`,
    );
  }

  for (const name of ['client_id', 'redirect_uri', 'response_type', 'scope']) {
    if (!query.get(name)) {
      return invalid(`Missing required parameter: ${name}`, `必須パラメータがありません: ${name}`);
    }
  }
  const client = google.clients.find(({ clientId }) => clientId === query.get('client_id'));
  if (!client) {
    return {
      status: 401,
      code: 'invalid_client',
      message: {
        en: 'The OAuth client was not found.',
        ja: 'OAuth クライアントが見つかりませんでした。',
      },
    };
  }
  return refuseRedirect(client, query) ?? refuseScope(query) ?? refuseRest(query);
}

function invalid(en: string, ja: string): Refusal {
  return { status: 400, code: 'invalid_request', message: { en, ja } };
}

function refuseRedirect(client: RegisteredClient, query: URLSearchParams): Refusal | undefined {
  if (client.redirectUris.includes(query.get('redirect_uri') ?? '')) return undefined;
  return {
    status: 400,
    code: 'redirect_uri_mismatch',
    message: {
      en: 'The redirect URI in the request does not match the ones authorized for the OAuth client.',
      ja: 'このアプリは Google の OAuth 2.0 ポリシーに準拠していないため、ログインできません。アプリのデベロッパーの場合は、Google Cloud Console でリダイレクト URI を登録してください。',
    },
  };
}

function refuseScope(query: URLSearchParams): Refusal | undefined {
  const unknown = parseScope(query.get('scope') ?? '').filter((scope) => !SCOPES.has(scope));
  if (unknown.length === 0) return undefined;
  const names = `{invalid=[${unknown.join(', ')}]}`;
  return {
    status: 400,
    code: 'invalid_scope',
    message: {
      en: `Some requested scopes were invalid. ${names}`,
      ja: `リクエストされた一部のスコープが無効です。${names}`,
    },
  };
}

function refuseRest(query: URLSearchParams): Refusal | undefined {
  if (query.get('response_type') !== 'code') {
    return {
      status: 400,
      code: 'unsupported_response_type',
      message: { en: 'Invalid response_type', ja: 'response_type が無効です' },
    };
  }
  if (!S256_CHALLENGE.test(query.get('code_challenge') ?? '')) {
    return invalid(
      'Missing or malformed parameter: code_challenge',
      'パラメータがないか、形式が正しくありません: code_challenge',
    );
  }
  if (query.get('code_challenge_method') !== 'S256') {
    return invalid(
      'Invalid code_challenge_method: only S256 is accepted',
      'code_challenge_method が無効です: S256 のみ使用できます',
    );
  }
  if (!['online', 'offline'].includes(query.get('access_type') ?? 'online')) {
    return invalidValue('access_type');
  }
  const prompts = promptsOf(query.get('prompt'));
  const isUnknown = [...prompts].some((prompt) => !PROMPTS.has(prompt));
  if (isUnknown || (prompts.has('none') && prompts.size > 1)) {
    return invalidValue('prompt');
  }
  return undefined;
}

const invalidValue = (name: string): Refusal =>
  invalid(`Invalid parameter value for ${name}`, `パラメータの値が無効です: ${name}`);

/** The values of a space-delimited `prompt` (OpenID Connect Core section 3.1.2.1). */
export function promptsOf(prompt: string | null | undefined): Set<string> {
  return new Set((prompt ?? '').split(' ').filter((value) => value !== ''));
}

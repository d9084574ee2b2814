import type { OAuth2Client } from 'google-auth-library';
import { createShortFetch } from '../network/short-fetch.ts';
import type { GoogleEndpoints } from './endpoints.ts';

export type OAuthClient = {
  readonly clientId: string;
  /** Null in a process that does not get the secret: it can redirect to Google, but not request tokens. */
  readonly clientSecret: string | null;
  readonly redirectUri: string;
};

/** With one retry this stays well within the lease, so that no holder is still calling when its lease ends. */
const TIMEOUT_MS = 12_000;

/**
 * A refresh may be retried. A code exchange may not, and it takes no connection from the pool: a code is spent
 * once, and a pooled connection may be one that Google has closed. The caller of a revocation retries it.
 */
const OPERATIONS = {
  refresh: { retry: 1, connection: 'pooled' },
  exchange: { retry: 0, connection: 'fresh' },
  revoke: { retry: 0, connection: 'pooled' },
} as const;

export type Operation = keyof typeof OPERATIONS;

/**
 * Makes a client of Google's library for one operation. Clients are never shared, because a client keeps
 * the credentials it is given. The transporter, which keeps nothing of a request, is shared.
 *
 * The library is loaded at the first use, so that functions which never call Google start without it.
 */
export function createLibraryClients(
  { clientId, clientSecret, redirectUri }: OAuthClient,
  endpoints: GoogleEndpoints,
): (operation: Operation) => Promise<OAuth2Client> {
  const transporters = new Map<Operation, OAuth2Client['transporter']>();
  let library: Promise<typeof import('google-auth-library')> | null = null;
  return async (operation) => {
    library ??= import('google-auth-library');
    const { OAuth2Client } = await library;
    const transporter = transporters.get(operation);
    const client = new OAuth2Client({
      clientId,
      ...(clientSecret !== null && { clientSecret }),
      redirectUri,
      // Off: it adds headers that name the library, and passes every token to the library's log.
      useAuthRequestParameters: false,
      endpoints: {
        oauth2AuthBaseUrl: endpoints.authorization,
        oauth2TokenUrl: endpoints.token,
        oauth2RevokeUrl: endpoints.revocation,
      },
      ...(transporter ? { transporter } : { transporterOptions: transporterOptions(operation) }),
    });
    transporters.set(operation, client.transporter);
    return client;
  };
}

type FailedAttempt = {
  readonly response?: { readonly status: number; readonly headers: Headers } | undefined;
  readonly config: { readonly retryConfig?: { readonly currentRetryAttempt?: number } };
};

const mayRetry = (response: FailedAttempt['response']): boolean =>
  response === undefined ||
  ((response.status >= 500 || response.status === 408 || response.status === 429) &&
    !response.headers.has('retry-after'));

function transporterOptions(operation: Operation) {
  const { retry, connection } = OPERATIONS[operation];
  return {
    retryConfig: {
      retry,
      noResponseRetries: retry,
      retryDelay: 200,
      // The statuses that the library retries by itself, unless Google says when to come back.
      shouldRetry: ({ response, config }: FailedAttempt) =>
        (config.retryConfig?.currentRetryAttempt ?? 0) < retry && mayRetry(response),
    },
    fetchImplementation: createShortFetch(TIMEOUT_MS, { connection }),
    // The short fetch knows the proxy. The library would make an agent for it, which also took loopback there.
    noProxy: [/^/],
  };
}

import type { OAuth2Client } from 'google-auth-library';
import type { GoogleEndpoints } from './endpoints.ts';
import { createShortFetch } from './short-fetch.ts';

export type OAuthClient = {
  readonly clientId: string;
  /** Null in a process that is not trusted with it: it can send to Google, and ask nothing of it. */
  readonly clientSecret: string | null;
  readonly redirectUri: string;
};

/** With one repetition well inside the lease, so that no holder outlives its right. */
const TIMEOUT_MS = 12_000;

/** A refresh may be repeated; a code may not, and a revocation is repeated by whoever asked. */
const RETRIES = { refresh: 1, exchange: 0, revoke: 0 } as const;

export type Operation = keyof typeof RETRIES;

/**
 * Makes Google's library client for one operation: never shared, since it keeps the credentials that
 * it was given. What is shared is its transporter, which keeps nothing of a request.
 *
 * The library is loaded when first needed: a function that asks nothing of Google does not pay for it.
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
      // Headers that say which library it is, and its log, which would be given every token.
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

function transporterOptions(operation: Operation) {
  const retry = RETRIES[operation];
  return {
    retryConfig: { retry, noResponseRetries: retry, retryDelay: 200 },
    fetchImplementation: createShortFetch(TIMEOUT_MS),
  };
}

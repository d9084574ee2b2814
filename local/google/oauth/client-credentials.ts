import { timingSafeEqual } from 'node:crypto';
import type { Google } from '../google.ts';
import type { Exchange } from '../http/exchange.ts';
import { TOKEN_ERRORS, type TokenError } from './errors.ts';

/**
 * The form of a token request, with the client's credentials in it. Google accepts them in the body
 * or as Basic authentication (RFC 6749 section 2.3.1).
 */
export function readClientCredentials({ form, request }: Exchange): URLSearchParams {
  const basic = /^Basic +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!basic) return form;
  const [clientId = '', clientSecret = ''] = Buffer.from(basic, 'base64').toString().split(':');
  const merged = new URLSearchParams(form);
  merged.append('client_id', decodeFormValue(clientId));
  merged.append('client_secret', decodeFormValue(clientSecret));
  return merged;
}

/** Refuses a client that is unknown or has a wrong secret; PKCE does not replace a web client's secret. */
export function refuseClient(
  google: Pick<Google, 'clients'>,
  form: URLSearchParams,
): TokenError | undefined {
  const clientId = form.get('client_id');
  const secret = form.get('client_secret');
  if (!clientId) return TOKEN_ERRORS.noClient;
  const client = google.clients.find((candidate) => candidate.clientId === clientId);
  if (!client) return TOKEN_ERRORS.unknownClient;
  if (!secret) return TOKEN_ERRORS.secretMissing;
  return equals(secret, client.clientSecret) ? undefined : TOKEN_ERRORS.wrongSecret;
}

function equals(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Decodes one urlencoded value. */
function decodeFormValue(text: string): string {
  return new URLSearchParams(`value=${text.replaceAll('&', '%26')}`).get('value') ?? text;
}

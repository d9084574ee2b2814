import type { UpstreamReport } from '../errors.ts';
import { isForeignPage, isPage } from '../network/foreign-page.ts';
import { networkCodeIn } from '../network/network-failure.ts';
import { retryAtIn } from './retry-at.ts';

/** Google's answer, reduced to what may be kept: status and body, nothing of the request. */
export type GoogleAnswer = {
  readonly status: number | null;
  readonly body: unknown;
  /** Why there is no answer, when the network is the reason. */
  readonly network?: string;
  /** The header `Retry-After`. */
  readonly retryAfter?: string;
};

/**
 * Extracts the answer from what the client library threw. The library's errors carry the request, and
 * with it the refresh token, the code and the verifier, so only status and body are read.
 */
export function answerIn(thrown: unknown): GoogleAnswer {
  const response = field(thrown, 'response');
  const status = field(response, 'status');
  const body = field(response, 'data');
  if (typeof status === 'number') return { status, body, ...retryAfterIn(response) };
  return { status: null, body: undefined, ...networkIn(thrown) };
}

function retryAfterIn(response: unknown): { retryAfter?: string } {
  const headers = field(response, 'headers');
  const retryAfter = headers instanceof Headers ? headers.get('retry-after') : null;
  return retryAfter === null ? {} : { retryAfter };
}

/** What a report has besides the answer's own words: why there was none, or when to ask again. */
function circumstancesOf(
  { network, retryAfter, body }: GoogleAnswer,
  message: unknown,
): Pick<UpstreamReport, 'network' | 'retryAt'> {
  const retryAt = retryAtIn(retryAfter, message, new Date());
  const reason = network ?? pageIn(body);
  return { ...(reason && { network: reason }), ...(retryAt && { retryAt }) };
}

/** A filter or firewall of the network answers a page of its own, which is no answer of Google's. */
const pageIn = (body: unknown): string | null =>
  typeof body === 'string' && isPage(body) && isForeignPage(body) ? 'FOREIGN_PAGE' : null;

function networkIn(thrown: unknown): { network?: string } {
  const network = networkCodeIn(thrown);
  return network === null ? {} : { network };
}

/** Reports that Google's public keys could not be fetched. */
export const keysReport = (thrown: unknown): UpstreamReport => ({
  service: 'google',
  endpoint: 'identity',
  status: null,
  error: null,
  subtype: null,
  description: null,
  ...networkIn(thrown),
});

/** Reports an error of the OAuth endpoints (RFC 6749 §5.2, with Google's `error_subtype`). */
export function oauthReport(
  endpoint: UpstreamReport['endpoint'],
  answer: GoogleAnswer,
): UpstreamReport {
  return {
    service: 'google',
    endpoint,
    status: answer.status,
    error: identifierIn(field(answer.body, 'error')),
    subtype: identifierIn(field(answer.body, 'error_subtype')),
    description: withoutSecrets(field(answer.body, 'error_description')),
    ...circumstancesOf(answer, field(answer.body, 'error_description')),
  };
}

/** Reports an error of the Gmail API ("Resolve errors": `error.errors[].reason`, details). */
export function gmailReport(answer: GoogleAnswer): UpstreamReport {
  const error = field(answer.body, 'error');
  const detail = items(field(error, 'details')).find((item) => field(item, 'reason'));
  return {
    service: 'gmail',
    endpoint: 'gmail',
    status: answer.status,
    error: identifierIn(field(items(field(error, 'errors'))[0], 'reason')),
    subtype: identifierIn(field(detail, 'reason')),
    description: withoutSecrets(field(error, 'message')),
    ...circumstancesOf(answer, field(error, 'message')),
  };
}

/** Reports an error of the IAM Credentials API (Google's API errors: `error.status`, details). */
export function iamReport(answer: GoogleAnswer): UpstreamReport {
  const { error: _, ...report } = gmailReport(answer);
  const error = identifierIn(field(field(answer.body, 'error'), 'status'));
  return { ...report, service: 'google', endpoint: 'token', error };
}

/** What an IMAP server answered to a login, as far as it may be kept. */
export type ImapAnswer = {
  /** The response code, such as AUTHENTICATIONFAILED or ALERT (RFC 9051 §7.1). */
  readonly responseCode: unknown;
  readonly text: unknown;
  /** The decoded challenge of a failed login (XOAUTH2, or OAUTHBEARER: RFC 7628 §3.2.2): `status`, `scope`. */
  readonly challenge: unknown;
  /** Why there is no answer, when the network is the reason. */
  readonly network: string | null;
};

/** Reports a failed login at an IMAP server. */
export function imapReport({ responseCode, text, challenge, network }: ImapAnswer): UpstreamReport {
  const status = field(challenge, 'status');
  return {
    service: 'imap',
    endpoint: 'imap',
    status: typeof status === 'string' && /^[45]\d\d$/.test(status) ? Number(status) : null,
    error: identifierIn(responseCode),
    subtype: identifierIn(status),
    description: withoutSecrets(withScope(text, field(challenge, 'scope'))),
    ...(network !== null && { network }),
  };
}

/** The scope that the server asks for follows its text, shortened so that it is not cut out as a credential. */
function withScope(text: unknown, scope: unknown): unknown {
  if (typeof scope !== 'string') return text;
  const name = scope.replace(/^https:\/\//, '').replace(/\/$/, '');
  return `${typeof text === 'string' ? `${text} ` : ''}(scope: ${name})`;
}

/**
 * Google's message without anything that could be a credential: it cuts out every unbroken run of twenty
 * or more characters, since no word in Google's messages is that long.
 */
export function withoutSecrets(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  return text.replace(/[\w\-./+=~%:]{20,}/g, '…').slice(0, 300);
}

/** An error code, or null: codes are short words (RFC 6749 §5.2), and anything else is not kept. */
export function identifierIn(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z][a-z_]{0,39}$/i.test(value) ? value : null;
}

function field(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined;
  return Reflect.get(holder, name);
}

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

import type { UpstreamReport } from '../errors.ts';

/** What came back, reduced to what may be kept: status and body, nothing of the request. */
export type Answer = { readonly status: number | null; readonly body: unknown };

/**
 * The answer inside whatever the client library threw. Its errors carry the request, and with it
 * the refresh token, the code and the verifier: only status and body are read, nothing is kept.
 */
export function answerIn(thrown: unknown): Answer {
  const response = field(thrown, 'response');
  const status = field(response, 'status');
  return { status: typeof status === 'number' ? status : null, body: field(response, 'data') };
}

/** The report of an error of the OAuth endpoints (RFC 6749 §5.2, with Google's `error_subtype`). */
export function oauthReport(endpoint: UpstreamReport['endpoint'], answer: Answer): UpstreamReport {
  return {
    service: 'google',
    endpoint,
    status: answer.status,
    error: identifierIn(field(answer.body, 'error')),
    subtype: identifierIn(field(answer.body, 'error_subtype')),
    description: withoutSecrets(field(answer.body, 'error_description')),
  };
}

/** The report of an error of the Gmail API ("Resolve errors": `error.errors[].reason`, details). */
export function gmailReport(answer: Answer): UpstreamReport {
  const error = field(answer.body, 'error');
  const detail = items(field(error, 'details')).find((item) => field(item, 'reason'));
  return {
    service: 'gmail',
    endpoint: 'gmail',
    status: answer.status,
    error: identifierIn(field(items(field(error, 'errors'))[0], 'reason')),
    subtype: identifierIn(field(detail, 'reason')),
    description: withoutSecrets(field(error, 'message')),
  };
}

/**
 * Google's words with anything that could be a credential cut out: an unbroken run of twenty or
 * more characters, as no word of its messages is.
 */
export function withoutSecrets(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  return text.replace(/[\w\-./+=~%:]{20,}/g, '…').slice(0, 300);
}

/** Error codes are short words (RFC 6749 §5.2); anything else is not repeated. */
export function identifierIn(value: unknown): string | null {
  return typeof value === 'string' && /^[a-z][a-z_]{0,39}$/i.test(value) ? value : null;
}

function field(holder: unknown, name: string): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined;
  return Reflect.get(holder, name);
}

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

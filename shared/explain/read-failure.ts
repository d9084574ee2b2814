import { type Failure, knownNameIn } from '../diagnosis/index.ts';
import { type AppError, type ErrorCode, isErrorCode, type UpstreamReport } from '../errors.ts';
import { gmailReport, iamReport, imapReport, oauthReport } from '../google/report.ts';
import { isPage } from '../network/foreign-page.ts';
import { fieldIn } from '../network/json.ts';
import { type Answer, type Brought, excerptOf, queryIn, statusIn } from './brought.ts';
import { isCodeExchange } from './circumstances.ts';
import type { Given, Place } from './given.ts';
import { readImap } from './imap-line.ts';
import { networkCodeOf, pageCodeOf } from './network-words.ts';
import { placeOf } from './place.ts';
import { orgFailure } from './read-org.ts';

/** A failure as the product itself would have noted it, from what somebody brought. */
export type ReadFailure = Failure & { readonly place: Place };

/**
 * Reads a failure in the way in which the product reads the same answer.
 *
 * @returns null: the answer is none that the product could get; it may be a text from a screen
 */
export function readFailure(given: Given, brought: Brought): ReadFailure | null {
  const place = placeOf(given, brought);
  if (place === null || place === 'consent_screen') return null;
  const status = given.http_status ?? statusIn(brought) ?? statusOf(brought);
  return { place, ...READERS[place]({ status, body: brought.value }, brought.text, given) };
}

/** Words are an answer, though nobody said its status: most refusals have this one. Without words there was none. */
const statusOf = ({ text, value }: Brought): number | null =>
  (value !== undefined && !isThrown(value)) ||
  (text.trim() !== '' && !isPage(text) && networkCodeOf(text) === null)
    ? 400
    : null;

/** An error of the network as a program threw it: its code, and none of an answer. */
const isThrown = (value: unknown): boolean =>
  typeof fieldIn(value, 'code') === 'string' &&
  fieldIn(value, 'error') === undefined &&
  networkCodeOf(String(fieldIn(value, 'code'))) !== null;

type Read = (answer: Answer, text: string, given: Given) => Failure;

const failure = (code: ErrorCode, upstream: UpstreamReport | null): Failure => ({ code, upstream });
const failureOf = ({ code, upstream }: AppError): Failure => ({ code, upstream });

const READERS: Readonly<Record<Exclude<Place, 'consent_screen'>, Read>> = {
  callback: ({ status, body }, text) =>
    isWithoutGmail(text)
      ? failure('scope_missing', null)
      : failure(
          'authorization_refused',
          oauthReport('authorization', { status, body: parametersIn(body, text) }),
        ),
  token_user: (answer, text, given) =>
    tokenFailure(isCodeExchange(given) ? 'code_refused' : 'grant_refused', answer, text),
  token_service_account: (answer, text) => {
    const isOfIam =
      typeof fieldIn(answer.body, 'error') === 'object' || /iam\.|signjwt|iam service/i.test(text);
    if (!isOfIam) return delegated(tokenFailure('grant_refused', answer, text));
    const said = saidIn(answer.body, text);
    return delegated(failure('signing_refused', iamReport({ ...answer, body: said })));
  },
  gmail_api: (answer, text) => {
    const network = networkOf(answer, text, 'gmail');
    const body = isPage(text) ? ofGmailPage(answer.status) : saidIn(answer.body, text);
    const report = gmailReport({ status: answer.status, body, ...(network && { network }) });
    return failure(/watch|topic/i.test(text) ? 'watch_refused' : 'gmail_refused', report);
  },
  imap: ({ body }, text) => {
    const line = readImap(text, body);
    const isAnswer = line.responseCode !== null || / (?:NO|BAD|BYE) /.test(` ${text} `);
    const network = isAnswer ? null : (pageCodeOf(text, null) ?? networkCodeOf(line.text));
    const report = imapReport({ ...line, text: excerptOf(line.text), network });
    return failure(network === null ? 'imap_refused' : 'google_unavailable', report);
  },
  network: ({ status }, text) => {
    const network = pageCodeOf(text, status) ?? networkCodeOf(text) ?? 'UNKNOWN';
    return failure('google_unavailable', {
      ...oauthReport('token', { status: null, body: undefined }),
      network,
    });
  },
  salesforce: (answer, text) => failureOf(orgFailure(answer, text)),
};

/** Google’s redirect names the scopes that were granted: one with a code, and without a scope of Gmail’s. */
function isWithoutGmail(text: string): boolean {
  const scope = /[?&]scope=([^&\s"]{0,2000})/.exec(text)?.[1];
  return scope !== undefined && /[?&]code=/.test(text) && !/gmail|mail\.google\.com/.test(scope);
}

/** Why there was no answer of Google’s. Words of the network within an answer, or beside a name of Google’s, say nothing. */
function networkOf(
  { status, body }: Answer,
  text: string,
  space: 'oauth' | 'gmail',
): string | null {
  if (body !== undefined) return null;
  const ofPage = pageCodeOf(text, status);
  if (ofPage || isPage(text)) return ofPage;
  return status === null && knownNameIn(text, space) === null ? networkCodeOf(text) : null;
}

function tokenFailure(code: ErrorCode, { status, body }: Answer, text: string): Failure {
  const network = networkOf({ status, body }, text, 'oauth');
  const said = isPage(text) ? ofTokenPage(status) : parametersIn(body, text);
  return failure(code, oauthReport('token', { status, body: said, ...(network && { network }) }));
}

/** Google’s page for an address that does not exist: the request was made wrong. Any other page says nothing. */
const ofTokenPage = (status: number | null): unknown =>
  status === 404 ? { error: 'invalid_request' } : undefined;
const ofGmailPage = (status: number | null): unknown =>
  status === 404 ? { error: { errors: [{ reason: 'badRequest' }] } } : undefined;

const delegated = ({ code, upstream }: Failure): Failure => ({
  code,
  upstream: upstream && { ...upstream, method: 'delegation' },
});

/** The error of OAuth in JSON, in the query of an address, or in a text such as `invalid_grant: Bad Request`. */
function parametersIn(body: unknown, text: string): unknown {
  const error = fieldIn(body, 'error');
  if (typeof error === 'string') return body;
  // Google’s frontends refuse in the form of its other APIs.
  const message = fieldIn(error, 'message');
  if (typeof message === 'string')
    return { error: knownNameIn(message, 'oauth') ?? undefined, error_description: message };
  const query = queryIn(text);
  const named = query.get('error');
  if (named)
    return { error: named, error_description: query.get('error_description') ?? undefined };
  return {
    error: knownNameIn(text, 'oauth') ?? undefined,
    error_subtype: /\b(invalid_rapt|rapt_required)\b/.exec(text)?.[1],
    error_description: excerptOf(text) || undefined,
  };
}

/** Google's API error in JSON, or the text as its message. */
function saidIn(body: unknown, text: string): unknown {
  const error = fieldIn(body, 'error');
  if (typeof error === 'object' && error !== null) return withStatus(body, error);
  if (fieldIn(body, 'message') !== undefined) return { error: body };
  if (text === '') return undefined;
  const reason = knownNameIn(text, 'gmail');
  const message = typeof error === 'string' ? error : excerptOf(text);
  return { error: { message, ...(reason && { errors: [{ reason }] }) } };
}

/** Newer APIs name the reason in the details, or only a status. */
function withStatus(body: unknown, error: object): unknown {
  const status = fieldIn(error, 'status');
  const isNamed = Array.isArray(fieldIn(error, 'errors'));
  return isNamed || typeof status !== 'string'
    ? body
    : { error: { ...error, errors: [{ reason: status }] } };
}

/** A line of our own log: it has a code of ours, and what was answered without its words; null: it is none. */
export function readLogLine({ value }: Brought): Failure | null {
  const code = fieldIn(value, 'code');
  if (typeof code !== 'string' || !isErrorCode(code)) return null;
  const upstream = fieldIn(value, 'upstream');
  if (typeof upstream !== 'object' || upstream === null) return failure(code, null);
  const report = { error: null, subtype: null, status: null, description: null, ...upstream };
  return failure(code, report as UpstreamReport);
}

import { createSlots } from '../../concurrency/slots.ts';
import { AppError, asAppError, type ErrorCode } from '../../errors.ts';
import { jsonIn } from '../../network/json.ts';
import { NetworkFailure } from '../../network/network-failure.ts';
import {
  createStreamedFetch,
  type StreamedAnswer,
  type StreamedBody,
  uploadOnce,
} from '../../network/short-fetch.ts';
import type { Method } from '../../tokens/index.ts';
import { byDelegation } from '../by-delegation.ts';
import type { GoogleEndpoints } from '../endpoints.ts';
import { gmailRefusal } from '../gmail-refusal.ts';
import { answerIn, type GoogleAnswer, gmailReport } from '../report.ts';
import { withAccessToken } from '../with-access-token.ts';

/** Gmail refuses many calls at once of one user, whose other programs count as well. */
const AT_ONCE = 5;
const JSON_TIMEOUT_MS = 15_000;
/** A page of history can name thousands of messages, and a mailbox may have 10,000 labels. */
const MAX_JSON_BYTES = 8 * 1024 * 1024;
const MAX_REFUSAL_BYTES = 256 * 1024;

/** How the access token of a connection is got; `rejected` is the one that Gmail refused. */
export type AccessTokenFor = (
  connectionId: string,
  need: { readonly trigger: 'use'; readonly rejected?: string },
) => Promise<{ readonly value: string }>;

/** How the mailboxes are reached. */
export type MailboxAccess = {
  readonly accessTokenFor: AccessTokenFor;
  /** By which method a mailbox is connected. It is asked only when Gmail refused; left out: by consent. */
  readonly methodOf?: ((connectionId: string) => Promise<Method>) | undefined;
};

/** A call of Gmail's API: the path below `users/me/`. With a body it is a POST. */
export type GmailCall = {
  readonly path: string;
  readonly query?: readonly [name: string, value: string][];
  readonly body?: object;
};

type Reading<Answer> = {
  readonly timeoutMs: number;
  /** Reads the body of an answer of success. */
  readonly read: (body: AsyncIterable<Buffer>) => Promise<Answer>;
};

/** The calls of one mailbox. */
export type MailboxCalls = {
  /** The same error, which says whether a service account acted: Gmail's words mean other things then. */
  explained(error: AppError): Promise<AppError>;
  /** Answers the parsed JSON, or undefined for an empty body. */
  json(call: GmailCall): Promise<unknown>;
  stream<Answer>(call: GmailCall, reading: Reading<Answer>): Promise<Answer>;
  /**
   * Uploads a body once, never over a connection of the pool, and again only after a 401 of Gmail's own. Answers what
   * came back, whatever its status.
   *
   * @throws NetworkFailure, and what `accessTokenFor` and `upload.begin` throw
   */
  upload(call: GmailCall, upload: Upload): Promise<GoogleAnswer>;
};

export type Upload = {
  readonly content: StreamedBody;
  readonly timeoutMs: number;
  /** Is called with the token at hand, directly before the request. What it throws ends the call. */
  readonly begin: () => void;
};

/** At most five calls at once of each mailbox. Who reads and who sends in a process share it. */
export const createMailboxSlots = () => createSlots(AT_ONCE);

/**
 * Makes the calls of mailboxes, at most five at once of each.
 *
 * The calls throw AppErrors: what `accessTokenFor` throws, `token_rejected`, `gmail_refused`, `google_unavailable`.
 */
export function createMailboxCalls(
  { gmail }: Pick<GoogleEndpoints, 'gmail'>,
  { accessTokenFor, methodOf }: MailboxAccess,
  inSlot = createMailboxSlots(),
): (connectionId: string) => MailboxCalls {
  return (connectionId) => {
    const explained = async (error: AppError): Promise<AppError> => {
      if (error.upstream?.endpoint !== 'gmail' || error.upstream.method) return error;
      const method = await methodOf?.(connectionId).catch(() => null);
      return method === 'delegation' ? byDelegation(error) : error;
    };
    const orExplained = (thrown: unknown): Promise<never> =>
      thrown instanceof AppError
        ? explained(thrown).then((error) => Promise.reject(error))
        : Promise.reject(thrown);
    const tokenFrom = (rejected: string | null) =>
      accessTokenFor(connectionId, { trigger: 'use', ...(rejected !== null && { rejected }) });
    const stream = <Answer>(call: GmailCall, reading: Reading<Answer>): Promise<Answer> =>
      inSlot(connectionId, () =>
        withAccessToken(tokenFrom, (token) => send(gmail, requestOf(call, token), reading)),
      ).catch(orExplained);
    const upload: MailboxCalls['upload'] = (call, given) =>
      inSlot(connectionId, () =>
        withAccessToken(tokenFrom, (token) => sendUpload(gmail, requestOf(call, token), given)),
      ).catch(orExplained);
    return { explained, stream, upload, json: (call) => stream(call, JSON_READING) };
  };
}

const JSON_READING: Reading<unknown> = {
  timeoutMs: JSON_TIMEOUT_MS,
  read: async (body) => jsonIn(await textOf(body, MAX_JSON_BYTES)),
};

type Request = { readonly pathAndQuery: string; readonly init: RequestInit };

function requestOf({ path, query = [], body }: GmailCall, accessToken: string): Request {
  const parameters = new URLSearchParams([...query]);
  const search = parameters.size > 0 ? `?${parameters}` : '';
  const authorization = `Bearer ${accessToken}`;
  return {
    pathAndQuery: `gmail/v1/users/me/${path}${search}`,
    init: body
      ? {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }
      : { headers: { authorization } },
  };
}

async function sendUpload(
  base: string,
  { pathAndQuery, init }: Request,
  { content, timeoutMs, begin }: Upload,
): Promise<GoogleAnswer> {
  begin();
  const options = { ...init, method: 'POST', body: content };
  const bounds = { timeoutMs, maxBytes: MAX_REFUSAL_BYTES };
  const answer = await uploadOnce(`${base}upload/${pathAndQuery}`, options, bounds);
  const retryAfter = answer.headers.get('retry-after');
  const body = jsonIn(await answer.text());
  const received = { status: answer.status, body, ...(retryAfter !== null && { retryAfter }) };
  const report = gmailReport(received);
  if (answer.status === 401 && report.error !== null) throw gmailRefusal(report);
  return received;
}

/** The URL is composed as a text, because the URL of an emulator may have a path. */
async function send<Answer>(
  base: string,
  { pathAndQuery, init }: Request,
  { timeoutMs, read }: Reading<Answer>,
): Promise<Answer> {
  const fetchStreamed = createStreamedFetch(timeoutMs, (answer) => receive(answer, read));
  try {
    return await fetchStreamed(`${base}${pathAndQuery}`, init);
  } catch (thrown) {
    if (thrown instanceof NetworkFailure) throw gmailRefusal(gmailReport(answerIn(thrown)));
    throw thrown;
  }
}

async function receive<Answer>(
  { status, headers, body }: StreamedAnswer,
  read: Reading<Answer>['read'],
): Promise<Answer> {
  if (status >= 200 && status < 300) return read(body);
  const retryAfter = headers.get('retry-after');
  const refusal = jsonIn(await textOf(body, MAX_REFUSAL_BYTES));
  throw gmailRefusal(
    gmailReport({ status, body: refusal, ...(retryAfter !== null && { retryAfter }) }),
  );
}

async function textOf(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part);
    size += part.length;
    if (size > maxBytes) throw new NetworkFailure('ANSWER_TOO_LONG', 'too long');
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Gmail answered with success what its reference does not say. Nothing may be concluded from such an answer. */
export const oddAnswer = (): AppError => new AppError('google_unavailable');

/**
 * Gives a 404 its meaning, if it is Gmail's own: that of a proxy says nothing of the mailbox, and to believe it would
 * skip mail.
 */
export async function orRefused<Answer>(call: Promise<Answer>, code: ErrorCode): Promise<Answer> {
  try {
    return await call;
  } catch (thrown) {
    const { upstream } = asAppError(thrown);
    if (upstream?.status !== 404) throw thrown;
    throw new AppError(upstream.error === 'notFound' ? code : 'google_unavailable', { upstream });
  }
}

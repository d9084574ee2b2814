import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseCookie } from 'cookie';
import { jsonIn } from '../../../shared/network/json.ts';
import { readBody } from '../../emulator/read-body.ts';

/** One request, parsed for the endpoints. `path` follows the base path. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  /** The body as it came. */
  bytes: Buffer;
  /** The urlencoded body; empty for any other content type. */
  form: URLSearchParams;
  cookies: Record<string, string | undefined>;
};

/** The decoded segments of a path, without the empty one before the first slash. */
export function segmentsOf(path: string): string[] {
  return path.split('/').slice(1).map(decode);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A malformed escape is no error: it matches no account or fault.
    return segment;
  }
}

/** The body as JSON: `{}` if it is empty, `undefined` if it is not JSON. */
export function jsonBody({ body }: Exchange): unknown {
  if (body.trim() === '') return {};
  return jsonIn(body);
}

const BODY_LIMIT = 56 * 1024;
/** Mail and uploads of mail are longer: more than Gmail accepts of a message, in base64. */
const MAIL_LIMIT = 64 * 1024 * 1024;
const OF_MAIL =
  /^(\/emulator\/mail(boxes)?(\/|$)|(\/upload)?\/gmail\/v1\/users\/[^/]+\/messages\/send$)/;

/**
 * Reads a request with its whole body.
 *
 * @returns undefined when the body exceeds 56 KiB, more than any OAuth or Gmail request needs, or 64 MiB of mail
 */
export async function readExchange(
  basePath: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Exchange | undefined> {
  const url = URL.parse(request.url ?? '/', 'http://emulated.invalid') ?? new URL('http://x/');
  const path = url.pathname.slice(basePath.length) || '/';
  const bytes = await readBody(request, OF_MAIL.test(path) ? MAIL_LIMIT : BODY_LIMIT);
  if (bytes === undefined) return undefined;
  const body = bytes.toString('utf8');
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(
    request.headers['content-type'] ?? '',
  );
  return {
    request,
    response,
    method: request.method ?? 'GET',
    path,
    query: url.searchParams,
    body,
    bytes,
    form: new URLSearchParams(isForm ? body : ''),
    cookies: parseCookie(request.headers.cookie ?? ''),
  };
}

/** The bearer token of the Authorization header (RFC 6750 section 2.1). */
export function bearerToken(exchange: Exchange): string | undefined {
  return /^Bearer +(\S+)$/i.exec(exchange.request.headers.authorization ?? '')?.[1];
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { jsonIn } from '../../../shared/network/json.ts';
import { readBody } from '../../emulator/read-body.ts';

/** One request with its whole body. `path` follows the base path. */
export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
};

/** More than a mail of 25 MB with its attachments needs; larger files are real Salesforce's. */
const BODY_LIMIT = 64 * 1024 * 1024;

/**
 * Reads a request.
 *
 * @returns undefined when its body is larger than 64 MiB
 */
export async function readExchange(
  basePath: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Exchange | undefined> {
  const url = URL.parse(request.url ?? '/', 'http://emulated.invalid') ?? new URL('http://x/');
  const body = await readBody(request, BODY_LIMIT);
  if (body === undefined) return undefined;
  return {
    request,
    response,
    method: request.method ?? 'GET',
    path: url.pathname.slice(basePath.length) || '/',
    query: url.searchParams,
    body,
  };
}

/** The value of a header that Node leaves unparsed or parsed; empty when it is missing. */
export function headerOf({ request }: Exchange, name: string): string {
  return request.headersDistinct[name]?.[0] ?? '';
}

/** The urlencoded body; empty for any other content type. */
export function formOf(exchange: Exchange): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headerOf(exchange, 'content-type'));
  return new URLSearchParams(isForm ? exchange.body.toString('utf8') : '');
}

/** The body as JSON: `{}` if it is empty, undefined if it is not JSON. */
export function jsonBody({ body }: Exchange): unknown {
  if (body.length === 0) return {};
  return jsonIn(body.toString('utf8'));
}

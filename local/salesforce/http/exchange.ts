import type { IncomingMessage, ServerResponse } from 'node:http';

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
  const body = await readBody(request);
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

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

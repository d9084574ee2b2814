import type { ServerResponse } from 'node:http';
import type { html } from 'hono/html';
import { pageHeaders } from '../../emulator/document.ts';

/** An endpoint's HTTP response, as a value. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

export type Markup = ReturnType<typeof html>;

/** A JSON answer on one line, as Salesforce sends it. */
export function json(status: number, value: unknown): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  };
}

/** See Other (RFC 9110 section 15.4.4): the browser follows a posted form with a GET. */
export function redirect(location: string): Answer {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

/**
 * A page without scripts. Its policy is inherited by the frames that show a mail's HTML: styles of the
 * mail work, and nothing is loaded from anywhere else.
 */
export async function page(status: number, markup: Markup): Promise<Answer> {
  const policy = [
    "default-src 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    "form-action 'self'",
  ];
  return {
    status,
    headers: pageHeaders(policy),
    body: String(await markup),
  };
}

/** Writes an answer, unless the connection is closed. */
export function send(response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Writes the first half of an answer and cuts the connection. */
export function sendHalf(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
}

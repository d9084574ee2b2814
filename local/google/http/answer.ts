import type { ServerResponse } from 'node:http';
import type { html } from 'hono/html';
import { pageHeaders } from '../../emulator/document.ts';

/** An endpoint's HTTP response, as a value. */
export type Answer = { status: number; headers: Record<string, string | string[]>; body: string };

/** The endpoint has written the response itself, or cut the connection. */
export const ANSWERED = Symbol('answered');

export type Outcome = Answer | typeof ANSWERED;

export type Markup = ReturnType<typeof html>;

/** A JSON answer, indented for people who call it with curl. */
export function json(status: number, value: unknown): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: `${JSON.stringify(value, undefined, 2)}\n`,
  };
}

/** See Other (RFC 9110 section 15.4.4): the browser follows a posted form with a GET. */
export function redirect(location: string, cookies: string[] = []): Answer {
  const headers = { location, 'cache-control': 'no-store' };
  return {
    status: 303,
    headers: cookies.length === 0 ? headers : { ...headers, 'set-cookie': cookies },
    body: '',
  };
}

/**
 * A page under a strict Content-Security-Policy: no script, one stylesheet.
 *
 * @param formTargets origins that a posted form may be redirected to: `form-action` covers redirects
 */
export async function page(
  status: number,
  markup: Markup,
  formTargets: readonly string[] = [],
): Promise<Answer> {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ["form-action 'self'", ...formTargets].join(' '),
  ];
  return {
    status,
    headers: pageHeaders(policy),
    body: String(await markup),
  };
}

/** Writes an answer, unless the response is already written or the connection is closed. */
export function send(response: ServerResponse, outcome: Outcome): void {
  if (outcome === ANSWERED || response.headersSent || response.destroyed) return;
  response.writeHead(outcome.status, outcome.headers);
  response.end(outcome.body);
}

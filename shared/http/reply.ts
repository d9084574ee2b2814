/** What a route answers: a value, written to the wire in one place. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
};

/** For documents and answers about somebody's mailbox: kept by no cache. */
const PRIVATE = { 'cache-control': 'no-store' };

export function page(html: string, status = 200): Reply {
  const headers = { ...PRIVATE, 'content-type': 'text/html; charset=utf-8' };
  return { status, headers, cookies: [], body: html };
}

export function json(body: unknown, status = 200): Reply {
  const headers = { ...PRIVATE, 'content-type': 'application/json; charset=utf-8' };
  return { status, headers, cookies: [], body: `${JSON.stringify(body)}\n` };
}

/** 202: taken, and nothing to say of it. */
export const accepted = (): Reply => ({ status: 202, headers: PRIVATE, cookies: [], body: '' });

/** 303: whatever was sent, the next request is a GET (RFC 9110 §15.4.4). */
export function redirect(location: string): Reply {
  return { status: 303, headers: { ...PRIVATE, location }, cookies: [], body: '' };
}

/** A file whose name carries its content's hash, so that it may be kept for good. */
export function asset(contentType: string, body: string): Reply {
  const headers = {
    'content-type': contentType,
    'cache-control': 'public, max-age=31536000, immutable',
  };
  return { status: 200, headers, cookies: [], body };
}

export function withCookies(reply: Reply, ...cookies: string[]): Reply {
  return { ...reply, cookies: [...reply.cookies, ...cookies] };
}

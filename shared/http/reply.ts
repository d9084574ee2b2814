/** A route's answer as a value. `createEdge` writes it to the response. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
};

/** For pages and answers about mailboxes, which no cache may store. */
const PRIVATE = { 'cache-control': 'no-store' };

export function page(html: string, status = 200): Reply {
  const headers = { ...PRIVATE, 'content-type': 'text/html; charset=utf-8' };
  return { status, headers, cookies: [], body: html };
}

export function json(body: unknown, status = 200): Reply {
  const headers = { ...PRIVATE, 'content-type': 'application/json; charset=utf-8' };
  return { status, headers, cookies: [], body: `${JSON.stringify(body)}\n` };
}

export function xml(body: string, status = 200): Reply {
  const headers = { ...PRIVATE, 'content-type': 'text/xml; charset=utf-8' };
  return { status, headers, cookies: [], body };
}

/** 202 without a body. */
export const accepted = (): Reply => ({ status: 202, headers: PRIVATE, cookies: [], body: '' });

/** 303: whatever the method of this request, the next one is a GET (RFC 9110 §15.4.4). */
export function redirect(location: string): Reply {
  return { status: 303, headers: { ...PRIVATE, location }, cookies: [], body: '' };
}

/** A file whose name contains the hash of its content, so that caches may keep it forever. */
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

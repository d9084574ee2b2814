import type { IncomingMessage } from 'node:http';
import { parseCookie } from 'cookie';
import { chooseLanguage, chosenLanguageIn, type Language } from '../language.ts';
import { mediaTypeOf, readBody, readFormData } from './body.ts';

/** A request as our routes see it, independent of the framework. */
export type Incoming = {
  readonly method: string;
  /** The path below the function's name, always with a leading slash. */
  readonly path: string;
  /** The path with the function's name and the query, as a browser can request it again. */
  readonly address: string;
  /** The values of the route's `:names`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
  /** True when the caller accepts JSON rather than a page. */
  readonly prefersJson: boolean;
  readonly correlationId: string;
  readonly mediaType: string;
  header(name: string): string | undefined;
  /** See `readBody` of `body.ts`. */
  readBody(limitBytes?: number, withinMs?: number): Promise<Buffer>;
  /** The fields and files of a form, of a body up to this size. */
  readFormData(limitBytes: number): Promise<FormData>;
};

/** @param functionName removed from the start of the path; requests arrive with and without it */
export function readIncoming(
  request: IncomingMessage,
  functionName: string,
  newId: () => string,
): Incoming {
  const url = new URL(`http://localhost${request.url?.startsWith('/') ? request.url : '/'}`);
  const path = pathBelow(functionName, url.pathname);
  const cookies = parseCookie(request.headers.cookie ?? '');
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const preferences = {
    cookie: chosenLanguageIn(cookies),
    acceptLanguage: header('accept-language'),
  };
  return {
    // HEAD is not treated as GET: a client that only inspects a one-time link must not use it up.
    method: request.method ?? 'GET',
    path,
    address: `/${functionName}${path === '/' ? '' : path}${url.search}`,
    params: {},
    query: url.searchParams,
    cookies,
    language: chooseLanguage(preferences),
    prefersJson: header('accept')?.includes('application/json') ?? false,
    correlationId: correlationIdIn(header) ?? newId(),
    mediaType: mediaTypeOf(request),
    header,
    readBody: (limitBytes, withinMs) => readBody(request, limitBytes, withinMs),
    readFormData: (limitBytes) => readFormData(request, limitBytes),
  };
}

function pathBelow(functionName: string, pathname: string): string {
  const prefix = `/${functionName}`;
  if (pathname === prefix) return '/';
  return pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname;
}

/** Cloud Run's trace id (W3C Trace Context), so that our log lines join the platform's. */
function correlationIdIn(header: (name: string) => string | undefined): string | null {
  return /^[\da-f]{2}-([\da-f]{32})-/.exec(header('traceparent') ?? '')?.[1] ?? null;
}

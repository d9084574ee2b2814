import { AppError } from '../errors.ts';
import type { Incoming } from './incoming.ts';
import type { Reply } from './reply.ts';

export type Handler<Context> = (incoming: Incoming, context: Context) => Promise<Reply> | Reply;

/** Handlers by method and path, such as `POST /connections/:id/probe`. */
export type Routes<Context> = Readonly<Record<string, Handler<Context>>>;

export type Route<Context> = {
  /** The path pattern of the route. It may be logged; the real path may contain a one-time link. */
  readonly pathname: string;
  readonly params: Readonly<Record<string, string>>;
  readonly handle: Handler<Context>;
};

/**
 * Makes the function that finds the route of a request. When none matches, it returns a route whose
 * handler throws `not_found`, or `method_not_allowed` with `detail.allow`.
 */
export function createRouter<Context>(
  routes: Routes<Context>,
): (method: string, path: string) => Route<Context> {
  const table = Object.entries(routes).map(([name, handle]) => {
    const [method = '', pathname = ''] = name.split(' ');
    return { method, pathname, pattern: new URLPattern({ pathname }), handle };
  });
  return (method, path) => {
    const matches = table.flatMap(({ pattern, ...route }) => {
      const match = pattern.exec({ pathname: path });
      return match ? [{ ...route, params: presentGroups(match.pathname.groups) }] : [];
    });
    const fitting = matches.find((route) => route.method === method);
    return fitting ?? unmatchedRoute(matches.map((route) => route.method));
  };
}

function unmatchedRoute(allow: readonly string[]): Route<unknown> {
  const error =
    allow.length === 0
      ? new AppError('not_found')
      : new AppError('method_not_allowed', { detail: { allow: [...new Set(allow)] } });
  const handle = (): never => {
    throw error;
  };
  return { pathname: 'none', params: {}, handle };
}

function presentGroups(groups: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(groups).map(([name, value]) => [name, value ?? ''] as const);
  return Object.fromEntries(entries);
}

import { AppError } from '../errors.ts';
import type { Incoming } from './incoming.ts';
import type { Reply } from './reply.ts';

export type Handler<Context> = (incoming: Incoming, context: Context) => Promise<Reply> | Reply;

/** Handlers by method and path, such as `POST /connections/:id/probe`. */
export type Routes<Context> = Readonly<Record<string, Handler<Context>>>;

export type Route<Context> = {
  /** The path as the table has it: fit for a log, where the real one may carry a link's secret. */
  readonly pathname: string;
  readonly params: Readonly<Record<string, string>>;
  readonly handle: Handler<Context>;
};

/**
 * Answers the lookup over a function's routes. Where nothing fits, the route's handler throws
 * `not_found`, or `method_not_allowed` with `detail.allow`.
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
      return match ? [{ ...route, params: present(match.pathname.groups) }] : [];
    });
    const fitting = matches.find((route) => route.method === method);
    return fitting ?? nowhere(matches.map((route) => route.method));
  };
}

function nowhere(allow: readonly string[]): Route<unknown> {
  const error =
    allow.length === 0
      ? new AppError('not_found')
      : new AppError('method_not_allowed', { detail: { allow: [...new Set(allow)] } });
  const handle = (): never => {
    throw error;
  };
  return { pathname: 'none', params: {}, handle };
}

function present(groups: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(groups).map(([name, value]) => [name, value ?? ''] as const);
  return Object.fromEntries(entries);
}

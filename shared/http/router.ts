import { AppError } from '../errors.ts';
import type { Incoming } from './incoming.ts';
import type { Reply } from './reply.ts';

export type Handler<Context> = (incoming: Incoming, context: Context) => Promise<Reply> | Reply;

/** Handlers by method and path, such as `POST /connections/:id/probe`. */
export type Routes<Context> = Readonly<Record<string, Handler<Context>>>;

export type Route<Context> = {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  readonly handle: Handler<Context>;
};

/**
 * Answers the lookup over a function's routes.
 *
 * @throws AppError (from the lookup) `not_found`; `method_not_allowed` with `detail.allow`
 */
export function createRouter<Context>(
  routes: Routes<Context>,
): (method: string, path: string) => Route<Context> {
  const table = Object.entries(routes).map(([name, handle]) => {
    const [method = '', pathname = ''] = name.split(' ');
    return { name, method, pattern: new URLPattern({ pathname }), handle };
  });
  return (method, path) => {
    const matches = table.flatMap((route) => {
      const match = route.pattern.exec({ pathname: path });
      return match ? [{ ...route, params: present(match.pathname.groups) }] : [];
    });
    const found = matches.find((route) => route.method === method);
    if (found) return found;
    if (matches.length === 0) throw new AppError('not_found');
    const allow = [...new Set(matches.map((route) => route.method))];
    throw new AppError('method_not_allowed', { detail: { allow } });
  };
}

function present(groups: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(groups).map(([name, value]) => [name, value ?? ''] as const);
  return Object.fromEntries(entries);
}

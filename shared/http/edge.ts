import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AppError, asAppError, describe } from '../errors.ts';
import { errorFields, framesOf, type Log, type LogFields } from '../log.ts';
import { type Incoming, readIncoming } from './incoming.ts';
import type { Reply } from './reply.ts';
import { createRouter, type Route, type Routes } from './router.ts';
import { type Origins, securityHeaders } from './security-headers.ts';

/** One Cloud Function: its name, its routes, and how it tells its callers of a refusal. */
export type Edge<Context> = {
  readonly name: string;
  readonly routes: Routes<Context>;
  readonly refuse: (incoming: Incoming, error: AppError, context: Context) => Reply;
};

/** What the edge itself needs of the context it hands to every route. */
export type EdgeContext = {
  readonly log: Log;
  readonly origins: Origins;
  newId(): string;
};

/**
 * Makes the HTTP handler of a function: finds the route, answers its reply, turns whatever is thrown
 * into the refusal of its code, and writes one log line a request.
 */
export function createEdge<Context extends EdgeContext>(
  { name, routes, refuse }: Edge<Context>,
  contextOf: () => Context,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const routeTo = createRouter(routes);

  const reply = async (incoming: Incoming, context: Context, route: Route<Context>) => {
    try {
      return { reply: await route.handle({ ...incoming, params: route.params }, context) };
    } catch (thrown) {
      return refused(incoming, context, thrown);
    }
  };

  const refused = (incoming: Incoming, context: Context, thrown: unknown) => {
    const error = asAppError(thrown);
    const fields = error.code === 'internal' ? framesOf(thrown) : {};
    return { error, reply: refuse(incoming, error, context), fields };
  };

  return async (request, response) => {
    const startedAt = performance.now();
    const context = contextOf();
    const incoming = readIncoming(request, name, context.newId);
    let routeName = 'none';
    let answer: { reply: Reply; error?: AppError; fields?: LogFields };
    try {
      const route = routeTo(incoming.method, incoming.path);
      routeName = route.name.split(' ')[1] ?? '';
      answer = await reply(incoming, context, route);
    } catch (thrown) {
      answer = refused(incoming, context, thrown);
    }
    writeReply(response, answer.reply, {
      ...securityHeaders(context.origins),
      'x-correlation-id': incoming.correlationId,
    });
    logRequest(context.log, answer, {
      function: name,
      correlationId: incoming.correlationId,
      method: request.method ?? '',
      route: routeName,
      status: answer.reply.status,
      latencyMs: Math.round(performance.now() - startedAt),
    });
  };
}

function writeReply(
  response: ServerResponse,
  { status, headers, cookies, body }: Reply,
  common: Record<string, string>,
): void {
  response.writeHead(status, {
    ...common,
    ...headers,
    'content-length': Buffer.byteLength(body),
    ...(cookies.length > 0 && { 'set-cookie': [...cookies] }),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function logRequest(
  log: Log,
  { error, fields }: { error?: AppError; fields?: LogFields },
  request: LogFields,
): void {
  const severity = error ? describe(error.code).severity : 'info';
  const outcome = error ? `refused: ${error.code}` : 'answered';
  const message = `${request.method} ${request.function} ${request.route} ${outcome}`;
  log(severity, message, { ...request, ...(error && errorFields(error)), ...fields });
}

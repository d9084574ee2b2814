import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AppError, asAppError, errorEntry } from '../errors.ts';
import { errorFields, framesOf, type Log, type LogFields } from '../log.ts';
import { type Incoming, readIncoming } from './incoming.ts';
import type { Reply } from './reply.ts';
import { createRouter, type Route, type Routes } from './router.ts';
import { type Origins, securityHeaders } from './security-headers.ts';

/** One Cloud Function: its name, its routes, and how it turns an error into a reply. */
export type Edge<Context> = {
  readonly name: string;
  readonly routes: Routes<Context>;
  readonly refuse: (
    incoming: Incoming,
    error: AppError,
    context: Context,
  ) => Promise<Reply> | Reply;
};

/** What the edge itself needs from the context that it passes to every route. */
export type EdgeContext = {
  readonly log: Log;
  readonly origins: Origins;
  newId(): string;
};

type RouteResult = {
  readonly reply: Reply;
  readonly error?: AppError;
  readonly fields?: LogFields;
};

/**
 * Makes the HTTP handler of a function. It finds the route, writes the route's reply, turns whatever is
 * thrown into the refusal of its error code, and writes one log line per request.
 */
export function createEdge<Context extends EdgeContext>({
  name,
  routes,
  refuse,
}: Edge<Context>): (
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
) => Promise<void> {
  const routeTo = createRouter(routes);

  const answer = async (
    route: Route<Context>,
    incoming: Incoming,
    context: Context,
  ): Promise<RouteResult> => {
    try {
      return { reply: await route.handle(incoming, context) };
    } catch (thrown) {
      const error = asAppError(thrown);
      const fields = error.code === 'internal' ? framesOf(thrown) : {};
      return { reply: await refuse(incoming, error, context), error, fields };
    }
  };

  return async (request, response, context) => {
    const startedAt = performance.now();
    const { newId, origins, log } = context;
    const incoming = readIncoming(request, name, newId);
    const route = routeTo(incoming.method, incoming.path);
    const result = await answer(route, { ...incoming, params: route.params }, context);
    writeReply(response, result.reply, {
      ...securityHeaders(origins),
      'x-correlation-id': incoming.correlationId,
    });
    logAnswer(log, result, {
      function: name,
      correlationId: incoming.correlationId,
      method: request.method ?? '',
      route: route.pathname,
      status: result.reply.status,
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
  response.end(body);
}

/** Requests for styles and scripts come with every page, so they are logged at `debug` only. */
const routineSeverity = ({ route }: LogFields): 'debug' | 'info' =>
  route?.startsWith('/assets/') ? 'debug' : 'info';

function logAnswer(log: Log, { error, fields }: RouteResult, request: LogFields): void {
  const severity = error ? errorEntry(error.code).severity : routineSeverity(request);
  const outcome = error ? `refused: ${error.code}` : 'answered';
  const message = `${request.method} ${request.function} ${request.route} ${outcome}`;
  log(severity, message, { ...request, ...(error && errorFields(error)), ...fields });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AppError, asAppError, errorEntry } from '../errors.ts';
import { errorFields, framesOf, type Log, type LogFields } from '../log.ts';
import { type Incoming, readIncoming } from './incoming.ts';
import type { Reply } from './reply.ts';
import { createRouter, type Route, type Routes } from './router.ts';
import { type Origins, securityHeaders } from './security-headers.ts';

/** One Cloud Function: its name, its routes, and how it tells its callers of a refusal. */
export type Edge<Context> = {
  readonly name: string;
  readonly routes: Routes<Context>;
  readonly refuse: (
    incoming: Incoming,
    error: AppError,
    context: Context,
  ) => Promise<Reply> | Reply;
};

/** What the edge itself needs of the context it hands to every route. */
export type EdgeContext = {
  readonly log: Log;
  readonly origins: Origins;
  newId(): string;
};

type Answer = { readonly reply: Reply; readonly error?: AppError; readonly fields?: LogFields };

/**
 * Makes the HTTP handler of a function: finds the route, answers its reply, turns whatever is thrown
 * into the refusal of its code, and writes one log line a request.
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
  ): Promise<Answer> => {
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
    const answered = await answer(route, { ...incoming, params: route.params }, context);
    writeReply(response, answered.reply, {
      ...securityHeaders(origins),
      'x-correlation-id': incoming.correlationId,
    });
    logAnswer(log, answered, {
      function: name,
      correlationId: incoming.correlationId,
      method: request.method ?? '',
      route: route.pathname,
      status: answered.reply.status,
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

/** Styles and scripts are asked for with every page, and say nothing of it. */
const ordinary = ({ route }: LogFields): 'debug' | 'info' =>
  route?.startsWith('/assets/') ? 'debug' : 'info';

function logAnswer(log: Log, { error, fields }: Answer, request: LogFields): void {
  const severity = error ? errorEntry(error.code).severity : ordinary(request);
  const outcome = error ? `refused: ${error.code}` : 'answered';
  const message = `${request.method} ${request.function} ${request.route} ${outcome}`;
  log(severity, message, { ...request, ...(error && errorFields(error)), ...fields });
}

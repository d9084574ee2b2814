import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readEnvironment } from '../config/environment.ts';
import { parseConfig } from '../config/index.ts';
import { asAppError, errorEntry } from '../errors.ts';
import { keepPathDecodable, leaveBodyUnread } from '../http/body.ts';
import { createEdge, type Edge } from '../http/edge.ts';
import { createLog, errorFields } from '../log.ts';
import { composeRuntime, type Runtime } from './runtime.ts';

let shared: Promise<Runtime> | null = null;

/** The runtime of this process, composed at the first request unless one was provided. */
function runtime(): Promise<Runtime> {
  shared ??= composeFromEnvironment().catch((thrown) => {
    // Not kept: what failed may pass, such as a disk that was full.
    shared = null;
    throw thrown;
  });
  return shared;
}

const composeFromEnvironment = async (): Promise<Runtime> =>
  composeRuntime(parseConfig(readEnvironment()));

/** Gives every function of this process one runtime, in place of the one it would compose. */
export function provideRuntime(provided: Runtime): void {
  shared = Promise.resolve(provided);
}

/** The HTTP handler of a Cloud Function, as the Functions Framework calls it. */
export function createHandler(
  edge: Edge<Runtime>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const handle = createEdge(edge);
  return async (request, response) => {
    let composed: Runtime;
    try {
      composed = await runtime();
    } catch (thrown) {
      answerUncomposed(response, thrown);
      return;
    }
    await handle(request, response, composed);
  };
}

/** Without a runtime there is no page and no language: the operator's log says what is wrong. */
function answerUncomposed(response: ServerResponse, thrown: unknown): void {
  const error = asAppError(thrown);
  const { status, en: message } = errorEntry(error.code);
  const correlationId = randomUUID();
  const fields = { ...errorFields(error), correlationId };
  createLog('error')('error', `cannot start: ${error.code}`, fields);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(`${JSON.stringify({ error: { code: error.code, message, correlationId } })}\n`);
}

// Node tells of a request before the framework sees it: the only moment to keep things from it.
subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage };
  leaveBodyUnread(request);
  keepPathDecodable(request);
});

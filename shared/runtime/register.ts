import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { http } from '@google-cloud/functions-framework';
import { parseConfig } from '../config.ts';
import { asAppError, describe } from '../errors.ts';
import { keepPathDecodable, leaveBodyUnread } from '../http/body.ts';
import { createEdge, type Edge } from '../http/edge.ts';
import { createLog, errorFields } from '../log.ts';
import { readEnvironment } from './environment.ts';
import { composeRuntime, type Runtime } from './runtime.ts';

let shared: Runtime | null = null;

/** The runtime of this process, composed at the first request unless one was provided. */
function runtime(): Runtime {
  shared ??= composeRuntime(parseConfig(readEnvironment()));
  return shared;
}

/** Gives every function of this process one runtime, in place of the one it would compose. */
export function provideRuntime(provided: Runtime): void {
  shared = provided;
}

/** Registers a Cloud Function with the Functions Framework under its name. */
export function register(edge: Edge<Runtime>): void {
  const handle = createEdge(edge);
  http(edge.name, async (request, response) => {
    let composed: Runtime;
    try {
      composed = runtime();
    } catch (thrown) {
      answerUncomposed(response, thrown);
      return;
    }
    await handle(request, response, composed);
  });
}

/** Without a runtime there is no page and no language: the operator's log says what is wrong. */
function answerUncomposed(response: ServerResponse, thrown: unknown): void {
  const error = asAppError(thrown);
  const { status, en: message } = describe(error.code);
  const correlationId = randomUUID();
  const problems = Object.values(error.detail).flat();
  const fields = { ...errorFields(error), correlationId, problems };
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

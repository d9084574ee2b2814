import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { http } from '@google-cloud/functions-framework';
import { leaveBodyUnread } from '../http/body.ts';
import { createEdge, type Edge } from '../http/edge.ts';
import { readEnvironment } from './environment.ts';
import { composeRuntime, type Runtime } from './runtime.ts';

let shared: Runtime | null = null;

/** The runtime of this process, composed at the first request unless one was provided. */
function runtime(): Runtime {
  shared ??= composeRuntime(readEnvironment());
  return shared;
}

/** Gives every function of this process one runtime, in place of the one it would compose. */
export function provideRuntime(provided: Runtime): void {
  shared = provided;
}

/** Registers a Cloud Function with the Functions Framework under its name. */
export function register(edge: Edge<Runtime>): void {
  http(edge.name, createEdge(edge, runtime));
}

// Node tells of a request before the framework sees it: the only moment to keep its body unread.
subscribe('http.server.request.start', (message) => {
  leaveBodyUnread((message as { request: IncomingMessage }).request);
});

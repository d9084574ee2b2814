import type { Server } from 'node:http';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { readEnvironment } from '../../shared/config/environment.ts';
import { createLog, framesOf } from '../../shared/log.ts';
import type { createHandler } from '../../shared/runtime/handler.ts';

/** The exit code of the Functions Framework after a crash. */
const CRASH_EXIT_CODE = 16;

/**
 * Serves a function with the framework in its bundle, on the port that Cloud Run sets. The framework's
 * own program would search for the function's file, and load a package to do so.
 */
export function serve(name: string, handler: ReturnType<typeof createHandler>): Server {
  const log = createLog('info');
  process.once('uncaughtException', (thrown) => {
    // Its message may quote a secret, so it is not logged.
    log('error', 'ended by an error that nobody caught', { function: name, ...framesOf(thrown) });
    process.exit(CRASH_EXIT_CODE);
  });
  http(name, handler);
  const server = getTestServer(name);
  // Cloud Run sends SIGTERM and allows ten seconds for running requests.
  process.once('SIGTERM', () => {
    server.close(() => process.exit(0));
  });
  const { PORT: port = '8080' } = readEnvironment();
  server.setTimeout(0);
  return server.listen(port, () => log('info', `serving on port ${port}`, { function: name }));
}

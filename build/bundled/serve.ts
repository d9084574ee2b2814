import type { Server } from 'node:http';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { readEnvironment } from '../../shared/config/environment.ts';
import { createLog, framesOf } from '../../shared/log.ts';
import type { createHandler } from '../../shared/runtime/handler.ts';

/** As the Functions Framework ends, so that what watches its exit codes reads ours alike. */
const CRASHED = 16;

/**
 * Serves a function by the framework that is in its bundle, on the port that Cloud Run names. The
 * framework's own program would look for the function in a file, and load a package to find it.
 */
export function serve(name: string, handler: ReturnType<typeof createHandler>): Server {
  const log = createLog('info');
  process.once('uncaughtException', (thrown) => {
    // Its message is not logged: it may quote a secret.
    log('error', 'ended by an error that nobody caught', { function: name, ...framesOf(thrown) });
    process.exit(CRASHED);
  });
  http(name, handler);
  const server = getTestServer(name);
  // Cloud Run says when to end, and waits ten seconds for what is being answered.
  process.once('SIGTERM', () => {
    server.close(() => process.exit(0));
  });
  const { PORT: port = '8080' } = readEnvironment();
  server.setTimeout(0);
  return server.listen(port, () => log('info', `serving on port ${port}`, { function: name }));
}

import { promisify } from 'node:util';
import { type Server, ServerCredentials } from '@grpc/grpc-js';

/** Opens a gRPC server on loopback, on a free port unless one is named. */
export async function listen(
  server: Server,
  port = 0,
): Promise<{ port: number; stop(): Promise<void> }> {
  const bind = promisify(server.bindAsync.bind(server));
  const bound = await bind(`127.0.0.1:${port}`, ServerCredentials.createInsecure());
  // Not the polite way: a client that keeps its channel open would keep the test waiting.
  return { port: bound, stop: async () => server.forceShutdown() };
}

import { promisify } from 'node:util';
import { type Server, ServerCredentials } from '@grpc/grpc-js';

/** Opens a gRPC server on loopback, on the given port or a free one. */
export async function listen(
  server: Server,
  port = 0,
): Promise<{ port: number; stop(): Promise<void> }> {
  const bind = promisify(server.bindAsync.bind(server));
  const bound = await bind(`127.0.0.1:${port}`, ServerCredentials.createInsecure());
  // Forced, because a client that keeps its channel open would keep the test waiting.
  return { port: bound, stop: async () => server.forceShutdown() };
}

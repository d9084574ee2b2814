// The local server over one data directory after another, as its parent asks. Each is a new composition
// without the memory of the one before. A new process for each would spend two seconds on loading.
import { type LocalServer, startLocalServer } from '../../local/server.ts';

let server: LocalServer | null = null;

/** Closes the server, and starts another if there is a directory. */
async function serve(directory: string | null): Promise<void> {
  await server?.close();
  server = null;
  if (directory === null) return;
  process.env['DATA_DIR'] = directory;
  server = await startLocalServer();
}

process.on('message', async ({ directory }: { directory: string | null }) => {
  await serve(directory);
  process.send?.('done');
});
process.on('disconnect', () => process.exit());

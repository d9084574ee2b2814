import { asAppError, explain } from '../shared/errors.ts';
import { createPrettyStream } from './pretty-stream.ts';
import { startLocalServer } from './server.ts';
import { welcome } from './welcome.ts';

// Only the owner may read the files that this process creates: the key file, the databases.
process.umask(0o077);

try {
  const server = await startLocalServer({ logStream: createPrettyStream() });
  process.stdout.write(welcome(server.config));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      process.stdout.write('\nStopping.\n');
      await server.close();
      process.exit(0);
    });
  }
} catch (thrown) {
  const error = asAppError(thrown);
  const where = `What to do: docs/troubleshooting.md, under ${error.code}.`;
  process.stderr.write(`\nCannot start. ${explain(error)}\n\n${where}\n\n`);
  process.exitCode = 1;
}

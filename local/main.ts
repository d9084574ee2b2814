import { type AppError, asAppError, describe } from '../shared/errors.ts';
import { createPrettyStream } from './pretty-stream.ts';
import { startLocalServer } from './server.ts';
import { welcome } from './welcome.ts';

// Whatever this process creates is its owner's alone: the key file, the databases.
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
  process.stderr.write(explain(asAppError(thrown)));
  process.exitCode = 1;
}

/** Why the server did not start: the sentence of the code, then each fact on a line of its own. */
function explain({ code, detail }: AppError): string {
  const facts = Object.entries(detail).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${name}: ${value}`] : value,
  );
  const lines = [`${describe(code).en} (${code})`, ...facts.map((fact) => `  - ${fact}`)];
  return `\nCannot start. ${lines.join('\n')}\n\nWhat to do: docs/troubleshooting.md, under ${code}.\n\n`;
}

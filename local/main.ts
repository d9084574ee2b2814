import { terminalLanguage } from '../shared/config/environment.ts';
import { asAppError } from '../shared/errors.ts';
import { explainStart } from '../shared/start-remedies.ts';
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
  const language = terminalLanguage();
  const cannot = language === 'ja' ? '起動できません。' : 'Cannot start. ';
  process.stderr.write(`\n${cannot}${explainStart({ error: asAppError(thrown), language })}\n\n`);
  process.exitCode = 1;
}

// Secret Manager in its own process: node main.ts PROJECT_ID [STATE_FILE]
// Prints its port. A state file is read at the start and written at each change.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { startSecretManager } from './secret-manager.ts';

const [, , projectId = 'test-project', file] = process.argv;

/** Replaces the file in one step, so that a reader sees the old state or the new one. */
function keep(dump: string): void {
  if (!file) return;
  writeFileSync(`${file}.new`, dump);
  renameSync(`${file}.new`, file);
}

const state = file && existsSync(file) ? readFileSync(file, 'utf8') : '';
const { port } = await startSecretManager({ projectId, state, onChange: keep });
process.stdout.write(`${port}\n`);

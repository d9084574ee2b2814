import type { Environment } from '../config.ts';
import { systemCodeOf } from '../errors.ts';

/**
 * The only reader of the process's environment: what is set, over what `.env` in the working
 * directory says. On Cloud Run there is no such file, and none is looked for.
 */
export function readEnvironment(): Environment {
  if (!process.env['K_SERVICE']) loadFile();
  return process.env;
}

function loadFile(): void {
  try {
    process.loadEnvFile();
  } catch (thrown) {
    if (systemCodeOf(thrown) !== 'ENOENT') throw thrown;
  }
}

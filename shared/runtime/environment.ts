import type { Environment } from '../config.ts';
import { AppError, systemCodeOf } from '../errors.ts';

/**
 * The only reader of the process's environment: what is set, over what `.env` in the working
 * directory says. On Cloud Run there is no such file, and none is looked for.
 *
 * @throws AppError `configuration_invalid` when `.env` is there and cannot be read
 */
export function readEnvironment(): Environment {
  if (!process.env['K_SERVICE']) loadFile();
  return process.env;
}

function loadFile(): void {
  try {
    process.loadEnvFile();
  } catch (thrown) {
    const code = systemCodeOf(thrown);
    if (code === 'ENOENT') return;
    const problems = [`.env could not be read: ${code}`];
    throw new AppError('configuration_invalid', { detail: { problems } });
  }
}

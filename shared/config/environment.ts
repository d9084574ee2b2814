import { AppError, systemCodeOf } from '../errors.ts';
import type { Environment } from './index.ts';

/**
 * The only reader of the process's environment: what is set, over what a file says. On Cloud Run
 * there is no such file, and none is looked for unless it is named.
 *
 * @param file instead of `.env` in the working directory, which may be missing
 * @throws AppError `configuration_invalid` when the file cannot be read
 */
export function readEnvironment(file?: string): Environment {
  if (file !== undefined || !process.env['K_SERVICE']) loadFile(file);
  return process.env;
}

function loadFile(file?: string): void {
  try {
    process.loadEnvFile(file);
  } catch (thrown) {
    const code = systemCodeOf(thrown);
    if (code === 'ENOENT' && file === undefined) return;
    const problems = [`${file ?? '.env'} could not be read: ${code}`];
    throw new AppError('configuration_invalid', { detail: { problems } });
  }
}

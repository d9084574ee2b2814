import { AppError, systemCodeOf } from '../errors.ts';
import type { Environment } from './index.ts';

/**
 * Reads the process's environment; nothing else does. Variables that are set take precedence over the file.
 * On Cloud Run it reads no file unless one is named.
 *
 * @param file the file to read instead of `.env` in the working directory, which may be missing
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

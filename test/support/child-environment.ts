import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LOOPBACK_ONLY = new URL('./loopback-only.mjs', import.meta.url).href;

/** What every process of the product that a test starts is given: nothing of the developer's own. */
export const childEnvironment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  NODE_OPTIONS: `--import=${LOOPBACK_ONLY}`,
  // Google's clients are half a second of compiling, and tests start dozens of processes.
  NODE_COMPILE_CACHE: join(tmpdir(), 'connector-compile-cache'),
});

import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LOOPBACK_ONLY = new URL('./loopback-only.mjs', import.meta.url).href;

/** The environment of every process that a test starts, with nothing of the developer's. */
export const childEnvironment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  NODE_OPTIONS: `--import=${LOOPBACK_ONLY}`,
  // Compiling Google's clients takes half a second, and tests start dozens of processes.
  NODE_COMPILE_CACHE: join(tmpdir(), 'connector-compile-cache'),
});

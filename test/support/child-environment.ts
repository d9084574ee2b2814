import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PRELOADS = ['./loopback-only.mjs', './keep-compiled.mjs']
  .map((path) => `--import=${new URL(path, import.meta.url).href}`)
  .join(' ');

/** The environment of every process that a test starts, with nothing of the developer's. */
export const childEnvironment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  NODE_OPTIONS: PRELOADS,
  // Compiling Google's clients takes half a second, and tests start dozens of processes.
  NODE_COMPILE_CACHE: join(tmpdir(), 'connector-compile-cache'),
});

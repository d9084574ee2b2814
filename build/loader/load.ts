import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Script } from 'node:vm';
import { compileBundle } from './compile.ts';
import { openCache } from './sealed-cache.ts';

/** What a bundle offers: the function itself under its name, and its own start. */
export type Bundle = { start(): Promise<Server> };

/**
 * Loads the bundle beside this file with what V8 kept of its compilation. Without that it works the
 * same and starts later: the log tells why, once.
 */
export function loadBundle(directory: string, name: string): Bundle {
  const cachedData = readCache(directory, name);
  const script = compileBundle(directory, cachedData);
  if (script.cachedDataRejected) {
    warn(name, `V8 does not accept it, made by another Node than ${process.version}?`);
  }
  return runBundle(directory, script);
}

/** Runs a bundle as Node runs a CommonJS module. */
export function runBundle(directory: string, script: Script): Bundle {
  const filename = join(directory, 'function.js');
  const module = { exports: {} as Bundle };
  const wrapped: Wrapped = script.runInThisContext();
  wrapped.call(module.exports, module.exports, createRequire(filename), module, filename, directory);
  return module.exports;
}

type Wrapped = (
  exports: unknown,
  require: NodeJS.Require,
  module: unknown,
  filename: string,
  directory: string,
) => void;

function readCache(directory: string, name: string): Buffer | undefined {
  try {
    return openCache(readFileSync(join(directory, 'function.cache')));
  } catch (thrown) {
    warn(name, thrown instanceof Error ? thrown.message : 'unreadable');
    return undefined;
  }
}

/** In the form that Cloud Logging reads; the product's own log is in the bundle, not loaded yet. */
function warn(name: string, problem: string): void {
  const message = `code cache rejected: ${problem}`;
  process.stdout.write(`${JSON.stringify({ severity: 'WARNING', message, function: name })}\n`);
}

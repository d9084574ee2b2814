import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { Script } from 'node:vm';
import { compilePart, fileOf, type Part } from './compile.ts';

/** A bundle's export besides the function: `start` serves it. */
export type Bundle = { start(): Promise<Server> };

/** Reads a part's code cache, and receives the compiled script, which shows whether V8 accepted it. */
export type Caches = {
  read(part: Part): Buffer | undefined;
  compiled(part: Part, script: Script): void;
};

/** Runs a bundle as Node runs CommonJS modules; its libraries when they are first required. */
export function loadBundle(directory: string, caches: Caches): Bundle {
  const nodeRequire = createRequire(fileOf(directory, 'function'));
  let libraries: unknown;
  const requireFrom = (id: string): unknown => {
    if (id !== './libraries.js') return nodeRequire(id);
    libraries ??= run('libraries');
    return libraries;
  };
  const run = (part: Part): unknown => {
    const script = compilePart(directory, part, caches.read(part));
    caches.compiled(part, script);
    const module = { exports: {} };
    const wrapped: Wrapped = script.runInThisContext();
    wrapped(module.exports, requireFrom, module, fileOf(directory, part), directory);
    return module.exports;
  };
  return run('function') as Bundle;
}

type Wrapped = (
  exports: unknown,
  require: (id: string) => unknown,
  module: unknown,
  filename: string,
  directory: string,
) => void;

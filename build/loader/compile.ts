import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The function itself, and the packages that it loads late: each is compiled when it is needed. */
export type Part = 'function' | 'libraries';

export const fileOf = (directory: string, part: Part): string => join(directory, `${part}.js`);
export const cacheFileOf = (directory: string, part: Part): string =>
  join(directory, `${part}.cache`);

/**
 * Compiles a part of a bundle in Node's own wrapper of a CommonJS module. Whoever makes the cache
 * compiles by this too: V8 accepts it for the same source only.
 */
export function compilePart(directory: string, part: Part, cachedData?: Buffer): Script {
  const filename = fileOf(directory, part);
  // esbuild writes ASCII: as Latin-1 it is not decoded, and V8 keeps one byte a character.
  const source = readFileSync(filename, 'latin1');
  const head = '(function (exports, require, module, __filename, __dirname) { ';
  const options = { filename, columnOffset: -head.length, ...(cachedData && { cachedData }) };
  return new Script(`${head}${source}\n})`, options);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The function itself, and the packages that it imports dynamically: compiled when first needed. */
export type Part = 'function' | 'libraries';

export const fileOf = (directory: string, part: Part): string => join(directory, `${part}.js`);
export const cacheFileOf = (directory: string, part: Part): string =>
  join(directory, `${part}.cache`);

/**
 * Compiles a part of a bundle in Node's wrapper for a CommonJS module. The warm-up uses this function
 * too, since V8 accepts a code cache only for the identical source.
 */
export function compilePart(directory: string, part: Part, cachedData?: Buffer): Script {
  const filename = fileOf(directory, part);
  // esbuild writes ASCII: read as Latin-1, it needs no decoding and V8 stores one byte per character.
  const source = readFileSync(filename, 'latin1');
  const head = '(function (exports, require, module, __filename, __dirname) { ';
  const options = { filename, columnOffset: -head.length, ...(cachedData && { cachedData }) };
  return new Script(`${head}${source}\n})`, options);
}

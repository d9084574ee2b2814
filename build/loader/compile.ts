import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/**
 * Compiles a bundle in Node's own wrapper of a CommonJS module. Whoever makes the cache compiles by
 * this too: V8 accepts it for the same source only.
 */
export function compileBundle(directory: string, cachedData?: Buffer): Script {
  const filename = join(directory, 'function.js');
  // esbuild writes ASCII: as Latin-1 it is not decoded, and V8 keeps one byte a character.
  const source = readFileSync(filename, 'latin1');
  const head = '(function (exports, require, module, __filename, __dirname) { ';
  const options = { filename, columnOffset: -head.length, ...(cachedData && { cachedData }) };
  return new Script(`${head}${source}\n})`, options);
}

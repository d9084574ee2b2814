import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** The earliest time that a ZIP file can store. */
const FIXED_TIME = new Date(1980, 0, 1);
const UNIX = 3;
const FILE = 0o100644;
const PROGRAM = 0o100755;

/** The files below a folder, by their names in an archive, sorted. */
export function filesBelow(directory: string): ReadonlyMap<string, Uint8Array> {
  const found = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(directory, path).replaceAll(sep, '/'), path] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return new Map(found.map(([name, path]) => [name, readFileSync(path)]));
}

/** Makes a reproducible ZIP archive: equal files give equal bytes, at any time and on any machine. */
export function archive(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of files) {
    const mode = name === 'framework/start.js' ? PROGRAM : FILE;
    entries[name] = [content, { level: 9, mtime: FIXED_TIME, os: UNIX, attrs: mode * 0x10000 }];
  }
  return zipSync(entries);
}

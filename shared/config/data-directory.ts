import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { AppError, systemCodeOf } from '../errors.ts';

/**
 * Makes a data directory, readable by its owner only, unless it exists, and proves that it can be written.
 * Without the proof, SQLite would report every such failure as a file that it cannot open.
 *
 * @throws AppError `data_directory_unusable` with the directory and the code of the operating system
 */
export function prepareDataDirectory(directory: string): void {
  try {
    makeDirectory(resolve(directory));
    rmdirSync(mkdtempSync(join(directory, '.writable-')));
  } catch (thrown) {
    const reason = systemCodeOf(thrown) ?? 'unknown';
    const detail = { directory: resolve(directory), reason };
    throw new AppError('data_directory_unusable', { detail });
  }
}

/** Makes a directory and its parents. Node's own `recursive` never returns for a path like /proc/nowhere. */
function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (thrown) {
    const code = systemCodeOf(thrown);
    // Whether it is a directory shows when it is written.
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw thrown;
    makeDirectory(dirname(path));
    makeLast(path);
  }
}

function makeLast(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (thrown) {
    // Another process that starts at the same time made it.
    if (systemCodeOf(thrown) !== 'EEXIST') throw thrown;
  }
}

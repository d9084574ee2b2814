import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** Makes a directory that is gone after the tests of this file. */
export function temporaryDirectory(parent = tmpdir()): string {
  const directory = mkdtempSync(join(parent, 'connector-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

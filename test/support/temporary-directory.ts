import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** Makes a directory that is gone after the tests of this file. */
export const temporaryDirectory = (): string => directoryIn(tmpdir());

/**
 * The same in memory, where the machine has such a place: for tests of thousands of writes, which what a
 * power cut would lose is no matter to, and which a disk makes wait for each.
 */
export const memoryDirectory = (): string => directoryIn(existsSync(MEMORY) ? MEMORY : tmpdir());

const MEMORY = '/dev/shm';

function directoryIn(parent: string): string {
  const directory = mkdtempSync(join(parent, 'connector-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

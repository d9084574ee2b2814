import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** Creates a directory that is removed after the tests of the file. */
export const temporaryDirectory = (): string => directoryIn(tmpdir());

/**
 * Creates such a directory in memory, where the machine has a file system for that: for tests with thousands
 * of writes, which need no protection against a power cut and would wait for the disk at each write.
 */
export const memoryDirectory = (): string => directoryIn(existsSync(MEMORY) ? MEMORY : tmpdir());

const MEMORY = '/dev/shm';

function directoryIn(parent: string): string {
  const directory = mkdtempSync(join(parent, 'connector-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from '@jest/globals';

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first program on the PATH that has one of these names, or null. */
export function findOnPath(names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return (
    folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable) ?? null
  );
}

/**
 * A suite that needs something of the machine. Where that is missing the suite is skipped and says so
 * in one line; on CI it runs all the same and fails, so that what is missing is never mistaken for a
 * passing suite.
 */
export function describeWith(missing: string | null, name: string, suite: () => void): void {
  if (missing === null || process.env['CI']) {
    describe(name, suite);
    return;
  }
  process.stderr.write(`Skipped "${name}": ${missing}\n`);
  describe.skip(name, suite);
}

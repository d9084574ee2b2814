import { describe } from '@jest/globals';

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

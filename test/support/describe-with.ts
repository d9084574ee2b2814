import { describe } from '@jest/globals';

/**
 * A suite that needs something on the machine. Where that is missing the suite is skipped and says so in
 * one line. On CI it runs nevertheless and fails, so that nobody takes the skipped suite for a passing one.
 */
export function describeWith(missing: string | null, name: string, suite: () => void): void {
  if (missing === null || process.env['CI']) {
    describe(name, suite);
    return;
  }
  process.stderr.write(`Skipped "${name}": ${missing}\n`);
  describe.skip(name, suite);
}

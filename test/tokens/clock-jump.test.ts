import { describe } from '@jest/globals';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { clockJumpSuite } from './clock-jump.ts';
import { openHarness } from './harness.ts';

describe('after a clock was far ahead for a minute, over SQLite', () => {
  const root = temporaryDirectory();
  let tests = 0;
  clockJumpSuite(async () => openHarness(`${root}/${++tests}`));
});

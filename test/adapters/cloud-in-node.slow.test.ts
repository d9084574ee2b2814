import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const index = fileURLToPath(new URL('../../shared/adapters/cloud/index.ts', import.meta.url));

/** Jest finds a CommonJS package’s exports by running it and Node by parsing it, so this runs in Node. */
test('the cloud adapters load in Node itself', () => {
  const program = `await import(${JSON.stringify(index)})`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program]);
  expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
});

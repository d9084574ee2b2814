import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const index = fileURLToPath(new URL('../../shared/adapters/cloud/index.ts', import.meta.url));

/** Jest finds the names in a CommonJS package by running it, Node by reading it: only Node tells. */
test('the cloud adapters load in Node itself', () => {
  const program = `await import(${JSON.stringify(index)})`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program]);
  expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
});

import { availableParallelism } from 'node:os';

export default {
  // Much of a run is waiting for other processes: one worker on two cores would take twice as long.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testSequencer: '<rootDir>/test/support/slowest-first.cjs',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.cjs' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // These take minutes: `npm run test:slow` runs them, and so does CI.
  testPathIgnorePatterns: ['\\.slow\\.test\\.ts$'],
  globalSetup: '<rootDir>/test/support/cloud/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/cloud/global-teardown.ts',
  setupFiles: ['<rootDir>/test/support/loopback-only.mjs'],
  testTimeout: 30_000,
  // Each test file leaves modules behind that V8 keeps; a worker that is full of them collects garbage for seconds.
  workerIdleMemoryLimit: '1GB',
  // A busy machine needs more than Jest's half second to end a worker that has nothing open.
  workerGracefulExitTimeout: 10_000,
  watchman: false,
};

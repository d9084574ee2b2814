export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.cjs' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  globalSetup: '<rootDir>/test/support/cloud/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/cloud/global-teardown.ts',
  setupFiles: ['<rootDir>/test/support/loopback-only.mjs'],
  testTimeout: 30_000,
  watchman: false,
};

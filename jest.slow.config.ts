import config from './jest.config.ts';

export default {
  ...config,
  testMatch: ['<rootDir>/test/**/*.slow.test.ts'],
  testPathIgnorePatterns: [],
};

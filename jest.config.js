// As it is served: graphql-js looks for a second copy of itself with every type that it meets, unless it is told so.
process.env.NODE_ENV = 'production';

export default {
  testEnvironment: '<rootDir>/test/jest/kept-environment.cjs',
  runtime: '<rootDir>/test/jest/kept-runtime.cjs',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  globalSetup: '<rootDir>/test/world/global-setup.ts',
  globalTeardown: '<rootDir>/test/world/global-teardown.ts',
  testSequencer: '<rootDir>/test/jest/longest-first.cjs',
  coverageProvider: 'v8',
  maxWorkers: 3,
  // A busy machine is no failure.
  testTimeout: 30_000,
};

/**
 * Suites of their own: the crash tests; and on real servers only what talks to one: of the doors the reads, the reports, and what many come
 * through at once.
 */
const SHARED_DOORS = 'imports|live-reports|log-orders|log-tail|many-moves|pool-life|sessions|stream-readers|streams';
const notHere = process.env.TEST_CHAOS
  ? []
  : [
      '/test/chaos/',
      ...(process.env.TEST_SERVICES
        ? ['/test/(architecture|browser|clients|domain|schema)/', `/test/api/(?!reads/|reports/|(${SHARED_DOORS})\\.)`]
        : []),
    ];

/** @type {import('jest').Config} */
export default {
  roots: [process.env.TEST_CHAOS ? '<rootDir>/test/chaos' : '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...notHere],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: './test/support/environment.mjs',
  setupFiles: ['./test/support/laws.ts'],
  globalTeardown: './test/support/global-teardown.mjs',
  resolver: './test/support/resolver.cjs',
  reporters: ['default', './test/support/count-reporter.mjs'],
  // A limit for what hangs, not a measure: a busy machine is several times slower.
  testTimeout: 120_000,
  // Modules of finished test files stay in memory; a worker that holds too many spends its time collecting garbage.
  workerIdleMemoryLimit: '1.5GB',
  // What a test leaves open is to be seen by people, but must not keep CI waiting.
  forceExit: Boolean(process.env.CI),
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};

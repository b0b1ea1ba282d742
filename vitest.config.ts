import { defineConfig } from 'vitest/config';

// Three sizes: small is pure, medium has a real PostgreSQL in process reach, system drives real processes.
export default defineConfig({
  test: {
    passWithNoTests: false,
    pool: 'forks',
    projects: [
      {
        test: {
          name: 'small',
          // One process for many files: starting one for each would cost more than the tests themselves.
          isolate: false,
          include: [
            'src/**/*.test.ts',
            'console/src/**/*.test.ts',
            'test/*.test.ts',
            'test/attacks/*.test.ts',
          ],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'medium',
          isolate: false,
          globalSetup: ['test/support/shared-postgres.ts'],
          include: ['test/medium/**/*.test.ts', 'test/attacks/medium/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/system/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

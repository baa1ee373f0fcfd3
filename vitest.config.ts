import { defineConfig } from 'vitest/config'

const WITH_BROWSER = ['src/ui/**/*.test.{ts,tsx}', 'src/state/**/*.test.{ts,tsx}', 'src/platform/**/*.test.{ts,tsx}']

/** The properties of every run start from here. `PROPERTY_SEED=new npx vitest run` explores further. */
const SEED = process.env.PROPERTY_SEED === 'new' ? undefined : Number(process.env.PROPERTY_SEED ?? 20_261_125)

/**
 * Two projects: everything that must run without a browser does (`core` in Node), and what shows or stores things
 * gets happy-dom. `*.real.test.ts` call real programs (helm, nginx, databases) and run with the rest: a missing
 * program is a failure, never a skip.
 */
export default defineConfig({
  test: {
    // Real programs and 200-design properties on two busy cores, not a guess at how long a test should take.
    testTimeout: 180_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    provide: { seed: SEED },
    setupFiles: ['src/core/testing/seed.setup.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'core', environment: 'node', include: ['src/**/*.test.{ts,tsx}'], exclude: WITH_BROWSER },
      },
      {
        extends: true,
        test: {
          name: 'ui',
          environment: 'happy-dom',
          include: WITH_BROWSER,
          setupFiles: ['src/core/testing/seed.setup.ts', 'src/state/testing/checks.setup.ts'],
        },
      },
    ],
  },
})

import { configDefaults, defineConfig } from 'vitest/config'

/** What starts programs: Helm, NGINX, databases, shells. A missing program is a failure, never a skip. */
const REAL = ['src/**/*.real.test.ts']

/** What starts programs and takes long: what `npm run accept` adds to `npm test`. */
const ACCEPT = ['src/**/*.accept.test.ts']

/** What `npm run rehearse` tries: bundles of many drawings against what is promised of them. */
const REHEARSE = ['src/rehearsal/testing/drawings.rehearse.ts']

/** The properties of every run start from here. `PROPERTY_SEED=new npx vitest run` explores further. */
const SEED = process.env.PROPERTY_SEED === 'new' ? undefined : Number(process.env.PROPERTY_SEED ?? 20_261_125)

/**
 * Three projects: `unit`, which starts no program; `real`, which does; and `accept`, which does so for long. `npm run unit` runs the
 * first, `npm run real` the second, `npm run accept` all. A fourth, `rehearse`, is for its own command alone.
 */
export default defineConfig({
  test: {
    // What is compiled is kept between runs and projects, by its content.
    experimental: { fsModuleCache: true },
    // The one place of time limits: several times what the slowest takes on two busy cores.
    testTimeout: process.env.BREADTH === 'full' ? 900_000 : 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    provide: { seed: SEED, breadth: process.env.BREADTH === 'full' ? 'full' : 'usual' },
    setupFiles: ['src/core/testing/seed.setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Only a file that says so in its first line has a browser's objects: making them takes a second.
          environment: 'node',
          // The files of a worker share its modules, so that each is read and compiled once.
          isolate: false,
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...REAL, ...ACCEPT],
        },
      },
      {
        extends: true,
        test: { name: 'real', environment: 'node', include: REAL, testTimeout: 900_000, hookTimeout: 300_000 },
      },
      {
        extends: true,
        test: { name: 'accept', environment: 'node', include: ACCEPT, testTimeout: 1_800_000, hookTimeout: 600_000 },
      },
      ...(process.env.REHEARSE === undefined
        ? []
        : [
            {
              extends: true as const,
              test: { name: 'rehearse', environment: 'node' as const, include: REHEARSE, testTimeout: 7_200_000 },
            },
          ]),
    ],
  },
})

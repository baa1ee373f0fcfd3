import { defineConfig } from '@playwright/test'

/** Not the port of `npm start`, which may be running. */
const PORT = 4179
const ADDRESS = `http://127.0.0.1:${PORT}`

/**
 * Tests of the built page in Debian's Chromium without its window. One worker: on two cores more gain nothing. No video and no downloads
 * of browsers, for neither is to be had.
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 1,
  // The longest draw a whole pattern by hand; a busy machine takes several times as long as an idle one.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: ADDRESS,
    // Recording one doubles the time of a test: `TRACE=1 npm run e2e -- SPEC` looks into one that failed.
    trace: process.env.TRACE ? 'on' : 'off',
    screenshot: 'only-on-failure',
    acceptDownloads: true,
    viewport: { width: 1440, height: 900 },
    // Views change at once, so that a test never takes hold of something on the move.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: '/usr/bin/chromium-headless-shell',
      args: [
        '--no-sandbox',
        // One process for all pages, and none beside it for painting: each costs the start of one, on two cores.
        '--renderer-process-limit=1',
        '--disable-site-isolation-trials',
        '--in-process-gpu',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    },
  },
  webServer: {
    command: `npx vite preview --host 127.0.0.1 --port ${PORT} --strictPort`,
    cwd: '..',
    url: ADDRESS,
    reuseExistingServer: false,
  },
})

import { chromium } from '@playwright/test'
import { preview } from 'vite'
import { ROOT } from './dependencies.mjs'

/** Debian's Chromium without its window as the browser tests start it. */
export function launchBrowser() {
  return chromium.launch({
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
  })
}

/** Serves a built page on a free port of this machine. */
export async function serve(outDir) {
  const server = await preview({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 4500, strictPort: false },
  })
  return { url: server.resolvedUrls.local[0], close: () => server.close() }
}

/** Drops a file on the page, as from the desktop. */
export async function dropFile(page, name, text) {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer()
      data.items.add(new File([content], fileName))
      return data
    },
    [name, text],
  )
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer })
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
}

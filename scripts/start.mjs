/**
 * `npm start`: everything from a fresh clone to the open page. Installs the npm packages when they are missing or out
 * of date, builds the app, serves it on this machine alone and prints its address.
 */
import { spawnSync } from 'node:child_process'
import { ensureDependencies, fail, ROOT, requireNode } from './lib/dependencies.mjs'

const PORT = 4173

requireNode()
ensureDependencies()

const build = spawnSync('npm', ['run', '--silent', 'build'], {
  cwd: ROOT,
  stdio: 'inherit',
})
if (build.status !== 0) fail('The build failed; its messages are above.')

// Imported only now: on a fresh clone it is not there before the packages are installed.
const { preview } = await import('vite')
const server = await preview({
  root: ROOT,
  logLevel: 'warn',
  preview: { host: '127.0.0.1', port: PORT, strictPort: false, open: false },
})
console.log(`Topology Studio is served at ${server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${PORT}/`}`)
console.log('Press Ctrl+C to stop.')

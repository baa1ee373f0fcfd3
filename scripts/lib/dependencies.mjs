import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder: every script works from here, whatever folder it was called from. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Stops the script with a sentence instead of a stack trace. */
export function fail(message) {
  console.error(message)
  process.exit(1)
}

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(`Topology Studio needs Node 20.19 or newer; this is ${process.versions.node}.`)
}

/** Runs `npm ci` when `node_modules` is missing or does not hold what `package-lock.json` says. */
export function ensureDependencies() {
  if (dependenciesAreCurrent()) return
  console.log('Installing npm packages ...')
  const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT, stdio: 'inherit' })
  if (install.status !== 0) fail('npm ci failed; its messages are above.')
}

function dependenciesAreCurrent() {
  const installed = readPackages(join(ROOT, 'node_modules', '.package-lock.json'))
  const wanted = readPackages(join(ROOT, 'package-lock.json'))
  if (!installed || !wanted) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    // Packages of other platforms are in the lock file and never on the disk.
    if (!found) return entry.optional === true
    return found.version === entry.version && found.integrity === entry.integrity && existsSync(join(ROOT, path))
  })
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

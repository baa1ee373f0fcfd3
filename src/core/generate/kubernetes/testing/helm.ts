import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { helmProgram } from '../../../../../scripts/lib/helm.mjs'
import type { GeneratedFile } from '../../file-tree'
import type { Release } from '../plan'
import { type Json, objectsOf } from './bundles'

const CHARTS = fileURLToPath(new URL('charts', import.meta.url))
const run = promisify(execFile)

/** What the project's own chart makes of a values file, rendered by a real Helm. Rejects when Helm refuses the file. */
export async function helmTemplate(
  release: Release,
  valuesFile: string,
): Promise<readonly { readonly [key: string]: Json }[]> {
  const { stdout } = await run(
    helmProgram(),
    ['template', release.name, join(CHARTS, release.chart), '--namespace', release.namespace, '--values', valuesFile],
    { maxBuffer: 8 * 1024 * 1024 },
  )
  return objectsOf(stdout)
}

/** A bundle on the disk, in a folder of its own; `remove` takes it away. */
export function unpack(files: readonly GeneratedFile[]): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'kubernetes-bundle-'))
  for (const { path, content, executable } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content, { mode: executable ? 0o755 : 0o644 })
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Folder of each chart in WSO2's repository. */
export const CHART_FOLDERS: Readonly<Record<string, string>> = {
  'wso2am-all-in-one': 'all-in-one',
  'wso2am-acp': 'distributed/control-plane',
  'wso2am-km': 'distributed/key-manager',
  'wso2am-tm': 'distributed/traffic-manager',
  'wso2am-universal-gw': 'distributed/gateway',
}

/** The fixture charts laid out as in WSO2's repository, at a version, for `install.sh --charts`. */
export function chartCheckout(folder: string, version: string): void {
  for (const [chart, target] of Object.entries(CHART_FOLDERS)) {
    cpSync(join(CHARTS, chart), join(folder, target), { recursive: true })
    const path = join(folder, target, 'Chart.yaml')
    writeFileSync(path, readFileSync(path, 'utf8').replace('version: 0.0.0', `version: ${version}`))
  }
}

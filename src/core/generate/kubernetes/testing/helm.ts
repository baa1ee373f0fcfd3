import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { helmProgram } from '../../../../../scripts/lib/helm.mjs'
import type { GeneratedFile } from '../../../serialize/file-tree'
import type { Release } from '../plan'
import { type Json, objectsOf } from './bundles'

const CHARTS = fileURLToPath(new URL('charts', import.meta.url))
const run = promisify(execFile)

type Rendered = readonly { readonly [key: string]: Json }[]

const known = new Map<string, Promise<Rendered>>()

/**
 * What the project's own chart makes of a values file, rendered by a real Helm; the same values once. Rejects when Helm
 * refuses the file.
 */
export function helmTemplate(
  release: Pick<Release, 'name' | 'chart' | 'namespace'>,
  values: string,
): Promise<Rendered> {
  const { name, chart, namespace } = release
  const key = [name, chart, namespace, values].join('\n')
  const made =
    known.get(key) ??
    helm(['template', name, join(CHARTS, chart), '--namespace', namespace, '--values', '-'], values).then((text) =>
      objectsOf(text),
    )
  known.set(key, made)
  return made
}

/** What `helm lint` says of a values file. Rejects when it finds an error. */
export function helmLint({ chart, namespace }: Pick<Release, 'chart' | 'namespace'>, values: string): Promise<string> {
  return helm(['lint', join(CHARTS, chart), '--namespace', namespace, '--values', '-'], values)
}

async function helm(options: readonly string[], input: string): Promise<string> {
  const running = run(helmProgram(), options, { maxBuffer: 8 * 1024 * 1024 })
  running.child.stdin?.end(input)
  return (await running).stdout
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

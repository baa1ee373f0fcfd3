import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { helmProgram, kubectlProgram } from '../../../../../scripts/lib/helm.mjs'
import type { Release } from '../plan'
import { valuesPath } from '../values'
import { type KubernetesObject, objectsOf, type Sample } from './bundles'
import { CHART_FOLDERS, chartCheckout, unpack } from './helm'

/** Objects of one release: as Helm renders them, and as `render.sh` changes them. */
export interface Rendered {
  readonly release: Release
  readonly before: readonly KubernetesObject[]
  readonly after: readonly KubernetesObject[]
}

/** Every release of a bundle, rendered from charts at the pinned version and changed by a real kubectl. */
export async function renderedOf(sample: Sample, without = ''): Promise<readonly Rendered[]> {
  const charts = mkdtempSync(join(tmpdir(), 'charts-'))
  chartCheckout(charts, sample.plan.facts.charts.release)
  const { folder, remove } = unpack(sample.files)
  try {
    const rendered: Rendered[] = []
    for (const release of sample.plan.releases) {
      const text = await output(helmProgram(), [
        'template',
        release.name,
        join(charts, CHART_FOLDERS[release.chart] ?? ''),
        '--namespace',
        release.namespace,
        '--values',
        join(folder, valuesPath(release)),
      ])
      const script = join(folder, 'clusters', release.cluster, 'post-render/render.sh')
      const changed = await output(script, ['--without', without, release.name], text)
      rendered.push({ release, before: objectsOf(text, { uniqueKeys: false }), after: objectsOf(changed) })
    }
    return rendered
  } finally {
    remove()
    rmSync(charts, { recursive: true, force: true })
  }
}

const run = promisify(execFile)

async function output(program: string, options: readonly string[], input = ''): Promise<string> {
  const PATH = `${dirname(kubectlProgram())}:${process.env.PATH}`
  const running = run(program, options, { maxBuffer: 8 * 1024 * 1024, env: { ...process.env, PATH } })
  running.child.stdin?.end(input)
  return (await running).stdout
}

import type { ServerKind } from '../../../kinds/server-kinds'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import { writeYaml } from '../../../serialize/yaml'
import type { KubernetesPlan, Release } from '../plan'
import { allInOneValues } from './all-in-one'
import { apiControlPlaneValues } from './api-control-plane'
import { keyManagerValues } from './key-manager'
import { trafficManagerValues } from './traffic-manager'
import { universalGatewayValues } from './universal-gateway'
import type { Values } from './values'

const VALUES: Readonly<Record<ServerKind, (plan: KubernetesPlan, release: Release) => Values>> = {
  'all-in-one': allInOneValues,
  'api-control-plane': apiControlPlaneValues,
  'key-manager': keyManagerValues,
  'traffic-manager': trafficManagerValues,
  'universal-gateway': universalGatewayValues,
}

export function valuesPath({ cluster, name }: Pick<Release, 'cluster' | 'name'>): string {
  return `clusters/${cluster}/values/${name}.yaml`
}

/** One values file for a release: what differs from the chart's own values, and what must be said. */
export function valuesFile(plan: KubernetesPlan, release: Release): GeneratedFile {
  const { chart, name, subjects } = release
  const text = new TracedText()
  text.add(
    `# Values of the release ${name}: chart ${chart} ${plan.facts.charts.release}, for ${subjects.join(', ')}.`,
    {
      subjects,
      reason: 'The servers that this release runs',
    },
  )
  text.add('# No password stands here: the chart takes them from Secrets.')
  return writeYaml(text, VALUES[release.kind](plan, release).toNode()).toFile({
    path: valuesPath(release),
    language: 'yaml',
  })
}

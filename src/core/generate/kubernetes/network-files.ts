import { csv } from '../../serialize/csv'
import type { GeneratedFile } from '../../serialize/file-tree'
import { TracedText } from '../../serialize/traced-text'
import { addressesOfRelay, relaysBeside } from '../../wiring/relays'
import { reachOf } from './crossings'
import type { KubernetesPlan } from './plan'
import { hostsOf } from './secrets/secrets-script'

/** Connections that leave or enter a cluster, for whoever opens the firewalls. Those inside one are the cluster's own. */
export function firewallFile(plan: KubernetesPlan): GeneratedFile {
  const text = new TracedText()
  text.add(csv([['from', 'to', 'port', 'protocol', 'why']]).join('\n'))
  const seen = new Set<string>()
  const add = (cells: readonly string[], subjects: readonly string[], reason: string) => {
    const [line = ''] = csv([cells])
    if (seen.has(line)) return
    seen.add(line)
    text.add(line, { subjects, reason })
  }
  for (const cluster of plan.clusters) {
    for (const release of cluster.releases) {
      for (const host of hostsOf(release)) {
        add(['clients', host, '443', 'tcp', `way in to cluster ${cluster.name}`], release.subjects, 'Clients reach it')
      }
    }
    for (const release of cluster.releases) {
      for (const { host, port, use, subjects, to } of reachOf(plan, release)) {
        if (to?.cluster === cluster.name) continue
        const target = to === undefined ? '' : ` in cluster ${to.cluster}`
        add(
          [`cluster ${cluster.name}`, host, port === undefined ? 'any' : String(port), 'tcp', `${use}${target}`],
          subjects,
          use,
        )
      }
    }
  }
  for (const relay of relaysBeside(plan.deployment)) {
    const { transit, next, connections } = relay
    const purpose = addressesOfRelay(relay).map((address) => `for ${address}`)
    for (const to of next) {
      const subjects = [transit.component.id, to.instance.component.id, ...connections]
      add([transit.hostname, to.host, String(to.port), 'tcp', purpose.join('; ')], subjects, 'It passes connections on')
    }
  }
  return text.toFile({ path: 'network/firewall.csv', language: 'csv' })
}

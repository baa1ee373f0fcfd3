import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const remoteTrafficManager = defineRule({
  code: 'TM-07',
  title: 'Throttling crosses datacenters',
  severity: 'high',
  why: 'Decisions travel the wide area network and stop when the link does.',
  source: 'docs-apim, multi-datacenter, central control plane: Traffic Managers of each region',
  remedy: 'Give the datacenter a pair of Traffic Managers of its own.',
  check: (deployment, say) => {
    for (const server of deployment.servers) {
      if (server.instance.kind !== 'universal-gateway') continue
      const remote = [...new Set([...server.throttlers, ...server.deciders])].filter(
        (other) => other.kind === 'traffic-manager' && other.datacenter?.key !== server.instance.datacenter?.key,
      )
      const [first] = remote
      if (!first) continue
      say.finding({
        message: `${instanceName(server.instance)} is throttled by ${instanceName(first)} in another datacenter.`,
        subjects: [server.instance.component.id, ...remote.map((other) => other.component.id)],
      })
    }
  },
})

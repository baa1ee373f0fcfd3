import { completeWiring } from '../fixes/complete'
import { hasThrottlersOfItsOwn, remoteThrottlers, withLocalThrottling } from '../fixes/local-throttling'
import { resolve } from '../wiring/resolve'
import { sameFault } from './support/causes'
import { instanceName, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const remoteTrafficManager = defineRule({
  code: 'TM-07',
  title: 'Throttling crosses datacenters',
  severity: 'high',
  why: 'Decisions travel the wide area network and stop when the link does.',
  source: 'docs-apim, multi-datacenter, central control plane: Traffic Managers of each region',
  remedy: 'Give the datacenter a pair of Traffic Managers of its own.',
  check: (deployment, say) => {
    for (const { instance } of deployment.servers) {
      if (instance.kind !== 'universal-gateway') continue
      const remote = remoteThrottlers(deployment, instance)
      const [first] = remote
      if (!first) continue
      say.finding({
        message: `${instanceName(instance)} is throttled by ${instanceName(first)} in another datacenter.`,
        subjects: [instance.component.id, ...remote.map((other) => other.component.id)],
        root: sameFault('TM-07', subjectsOf(remote)),
        ...(hasThrottlersOfItsOwn(deployment, instance) && {
          remedy: 'Connect it to the Traffic Managers of its own datacenter alone.',
          fix: {
            label: 'Leave the Traffic Managers of other datacenters',
            apply: (design) => completeWiring(withLocalThrottling(design, resolve(design))).design,
          },
        }),
      })
    }
  },
})

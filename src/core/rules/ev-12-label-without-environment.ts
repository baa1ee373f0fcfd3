import { inWords } from '../base/words'
import { listOf } from '../kinds/properties'
import type { Deployment } from '../wiring/deployment'
import { type RegionRoles, rolesByRegion } from '../wiring/roles'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const labelWithoutEnvironment = defineRule({
  code: 'EV-12',
  title: 'Gateway labels and environments differ',
  severity: 'error',
  why: 'An API is deployed to environments, and a gateway loads those of its labels: where the names differ, calls get 404.',
  source: 'docs-apim, synchronizing artifacts in a gateway cluster: gateway_labels are names of environments',
  remedy: 'Give environments and labels the same names.',
  check: (deployment, say) => {
    for (const roles of rolesByRegion(deployment)) {
      const offering = roles.control.filter((server) => listOf(server.instance.component, 'environments'))
      const offered = new Set(offering.flatMap((server) => listOf(server.instance.component, 'environments') ?? []))
      const served = servedLabels(deployment, roles)
      if (offering.length === 0 || served.size === 0) continue
      const unserved = deployment.instances.some((instance) => instance.kind === 'federated-gateway')
        ? []
        : [...offered].filter((name) => !served.has(name)).sort()
      const missing = [...served].filter((name) => !offered.has(name)).sort()
      if (missing.length + unserved.length === 0) continue
      const control = offering.map((server) => server.instance)
      const loading = deployment.servers.filter((server) => server.labels.some((label) => missing.includes(label)))
      say.finding({
        message: [
          missing.length > 0 &&
            `${namesOf(control)} ${control.length === 1 ? 'offers' : 'offer'} no environment ${inWords(missing)}, which gateways load`,
          unserved.length > 0 &&
            `${missing.length > 0 ? 'no' : 'No'} gateway loads ${inWords(unserved)}, which ${namesOf(control)} ${control.length === 1 ? 'offers' : 'offer'}`,
        ]
          .filter((part) => part !== false)
          .join(', and ')
          .concat('.'),
        subjects: subjectsOf([...control, ...loading.map((server) => server.instance)]),
        fix: sayFix('Offer the environments that gateways load', subjectsOf(control), {
          environments: [
            ...served,
            ...[...offered].filter((name) => !served.has(name) && !unserved.includes(name)),
          ].sort(),
        }),
      })
    }
  },
})

/** Labels of the gateways that load from a region's control plane, gateways of other kinds included. */
function servedLabels(deployment: Deployment, roles: RegionRoles): ReadonlySet<string> {
  const own = deployment.environments.filter((item) => item.region === roles.region.id).map((item) => item.name)
  const others = deployment.instances
    .filter((instance) => instance.kind === 'platform-gateway' || instance.kind === 'kubernetes-gateway')
    .flatMap((instance) => listOf(instance.component, 'gatewayLabels') ?? ['Default'])
  return new Set([...own, ...(own.length > 0 ? others : [])])
}

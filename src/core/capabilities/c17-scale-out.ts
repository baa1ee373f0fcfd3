import { startGateway } from './c10-start-gateway'
import type { Capability } from './capability'

/** C10, and the image registry that a gateway pulls from is up; secrets too where gateways read them from a store. */
export const scaleOut: Capability = {
  id: 'C17',
  name: 'Scale out on Kubernetes',
  check: (state) => {
    const { gateways, deployment } = state.structure
    const pulls = gateways.some((gateway) => state.reaches(gateway, ['image-registry'], 'images'))
    if (!pulls) return 'No gateway reaches an image registry.'
    const reads = gateways.filter((gateway) =>
      deployment.outgoing.get(gateway.id)?.some((link) => link.purposes.has('secrets')),
    )
    if (reads.length > 0 && !reads.some((gateway) => state.reaches(gateway, ['secret-store'], 'secrets')))
      return 'No gateway reaches its secret store.'
    return startGateway.check(state)
  },
}

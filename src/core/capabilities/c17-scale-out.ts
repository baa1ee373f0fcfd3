import { startGateway } from './c10-start-gateway'
import type { Capability } from './capability'

/** C10, and the image registry that a gateway pulls from is up; secrets too where gateways read them from a store. */
export const scaleOut: Capability = {
  id: 'C17',
  name: 'Scale out on Kubernetes',
  lost: 'nothing can scale out',
  severity: 'low',
  monotone: true,
  clauses: [
    {
      otherwise: 'No gateway reaches an image registry.',
      holds: (model) =>
        model.any(model.structure.gateways, (gateway) => model.reaches(gateway, ['image-registry'], 'images')),
    },
    {
      otherwise: 'No gateway reaches its secret store.',
      holds: (model) => {
        const reading = model.structure.gateways.filter(
          (gateway) => model.structure.graph.out(gateway.id, 'secrets').length > 0,
        )
        if (reading.length === 0) return model.logic.yes
        return model.any(reading, (gateway) => model.reaches(gateway, ['secret-store'], 'secrets'))
      },
    },
    ...startGateway.clauses,
  ],
}

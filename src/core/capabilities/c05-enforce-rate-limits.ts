import type { Instance } from '../wiring/deployment'
import { sharesCounts } from '../wiring/shared-counts'
import type { Capability } from './capability'
import { type Structure, THROTTLERS } from './structure'

/** Every live gateway publishes to a Traffic Manager whose decisions come back to it, from that one or from its peer by duplication. Not monotone. */
export const enforceRateLimits: Capability = {
  id: 'C5',
  name: 'Enforce rate limits with shared counts',
  lost: 'rate limits are not enforced',
  severity: 'high',
  clauses: [
    { otherwise: 'No gateway is up.', holds: (model) => model.someGatewayUp() },
    {
      otherwise: 'A gateway gets no throttling decisions for what it counts: its limits are open.',
      holds: (model) => {
        const shared = sharesCounts(model.structure.deployment)
        return model.everyLiveGateway((gateway) =>
          model.reaches(gateway, THROTTLERS, 'throttle-events', (counter) =>
            model.reaches(gateway, THROTTLERS, 'throttle-decisions', (decider) =>
              model.given(shared || decider === counter || model.copies(counter, decider)),
            ),
          ),
        )
      },
    },
  ],
  strain: {
    says: 'Redis is down: each Traffic Manager counts for itself.',
    holds: (model) =>
      model.all(sharing(model.structure), (manager) =>
        model.implies(model.up(manager), () => model.reaches(manager, ['redis'], 'redis')),
      ),
  },
}

/** Traffic Managers that keep their counts in a Redis. */
function sharing({ deployment, graph }: Structure): readonly Instance[] {
  if (!sharesCounts(deployment)) return []
  return deployment.instances.filter(({ id, kind }) => kind === 'traffic-manager' && graph.out(id, 'redis').length > 0)
}

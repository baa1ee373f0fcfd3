import { VERSIONS } from '../versions'
import type { Deployment, OutsideDial, Server } from './deployment'

/**
 * Traffic Managers share their counts in a Redis: the design turns it on, and the version can. A design keeps the
 * setting when its version changes, so that the setting alone says nothing.
 */
export function sharesCounts({ design }: Pick<Deployment, 'design'>): boolean {
  return design.settings.distributedThrottling === true && VERSIONS[design.apimVersion].distributedThrottling
}

/** The Redis that a Traffic Manager, or an all-in-one, keeps its counts in; undefined where it counts for itself. */
export function countStoreOf({ redis }: Server, deployment: Pick<Deployment, 'design'>): OutsideDial | undefined {
  return sharesCounts(deployment) ? redis : undefined
}

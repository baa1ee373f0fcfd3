import type { Deployment } from '../wiring/deployment'
import type { WiredRequirement } from './requirements'
import { type Shape, wideEntrances } from './shape'

/** What several datacenters need of each other. */
export function regionalRequirements(shape: Shape, deployment: Deployment): WiredRequirement[] {
  // A standby is promoted by hand, and so may be the way to it.
  if (shape.kind !== 'central' && shape.kind !== 'active-active') return []
  const wide: WiredRequirement = {
    level: 'wired',
    met: wideEntrances(deployment).length > 0,
    message: 'A global load balancer or DNS leads consumers to gateways in two datacenters.',
    lack: 'No global load balancer or DNS leads consumers to gateways in two datacenters.',
    subjects: deployment.instances
      .filter((instance) => instance.kind === 'global-load-balancer')
      .map((instance) => instance.component.id),
    rule: 'MDC-10',
  }
  if (shape.kind === 'central') return [wide]
  const pairs = shape.regions.flatMap((from) => shape.regions.filter((to) => to !== from).map((to) => ({ from, to })))
  return [
    wide,
    ...pairs.map(({ from, to }): WiredRequirement => {
      const met = from.control.every((server) =>
        to.control.every((other) => server.crossRegion.includes(other.instance)),
      )
      return {
        level: 'wired',
        met,
        message: `Every control plane of ${from.region.label} sends its events to every one of ${to.region.label}.`,
        lack: `Not every control plane of ${from.region.label} sends its events to every one of ${to.region.label}.`,
        subjects: [...from.control, ...to.control].map((server) => server.instance.component.id),
        rule: 'MDC-03',
      }
    }),
  ]
}

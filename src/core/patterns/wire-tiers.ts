import type { Id } from '../model/design'
import type { Drawing } from './drawing'
import type { Drawn } from './tiers'

/** Ids of the servers of one datacenter, by role; a role that the pattern does not have is empty. */
export interface Roles {
  readonly gateways: readonly Id[]
  /** All-in-ones or API Control Planes. */
  readonly control: readonly Id[]
  readonly trafficManagers: readonly Id[]
  readonly keyManagers: readonly Id[]
}

/** Draws what servers of one datacenter say to each other. `center` is where the control plane's entry and nodes are. */
export function wireServers(
  drawing: Drawing,
  drawn: Drawn,
  roles: Roles,
  center: { entry: Id; control: readonly Id[] },
): void {
  const { gateways, control, trafficManagers, keyManagers } = roles
  const { entry, balancers } = drawn
  drawing.connect(balancers, gateways).connect(balancers, control).connect(balancers, keyManagers)
  drawing.connect(gateways, [center.entry])
  if (trafficManagers.length > 0) {
    drawing.connect(gateways, trafficManagers)
    drawing.connect(gateways, center.control, ['events'])
    drawing.connect(trafficManagers, [center.entry])
    drawing.connect(trafficManagers, center.control, ['events'])
    drawing.connect(trafficManagers, trafficManagers)
  } else {
    drawing.connect(gateways, center.control, ['events', 'throttle-events', 'throttle-decisions'])
  }
  drawing.connect(keyManagers, [entry])
  drawing.connect(keyManagers, control, ['events'])
  if (keyManagers.length > 0) drawing.connect(control, [entry])
  drawing.connect(control, control)
}

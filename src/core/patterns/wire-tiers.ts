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

/** Draws what servers of one datacenter say to each other. `central` is where the control plane's entry and nodes are. */
export function wireServers(
  drawing: Drawing,
  drawn: Drawn,
  roles: Roles,
  central: { entry: Id; control: readonly Id[] },
): void {
  const { gateways, control, trafficManagers, keyManagers } = roles
  const { entry, balancers } = drawn
  drawing.connect(balancers, gateways).connect(balancers, control).connect(balancers, keyManagers)
  drawing.connect(gateways, [central.entry])
  if (trafficManagers.length > 0) {
    drawing.connect(gateways, trafficManagers)
    drawing.connect(gateways, central.control, ['events'])
    drawing.connect(trafficManagers, [central.entry])
    drawing.connect(trafficManagers, central.control, ['events'])
    drawing.connect(trafficManagers, trafficManagers)
  } else {
    drawing.connect(gateways, central.control, ['events', 'throttle-events', 'throttle-decisions'])
  }
  drawing.connect(keyManagers, [entry])
  drawing.connect(keyManagers, control, ['events'])
  if (keyManagers.length > 0) drawing.connect(control, [entry])
  drawing.connect(control, control)
}

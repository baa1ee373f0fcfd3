import { hasRole } from '../../kinds/roles'
import type { Id } from '../../model/design'
import type { Address, Deployment, Server } from '../../wiring/deployment'
import { componentIds, componentOf } from '../shared/urls'
import { keyManagerOf } from './sections/key-manager'

/** What servers ask of a key manager. */
export const KEY_MANAGER_USE = 'key manager: keys and token validation'

/** An HTTPS service that a server's configuration makes it dial on another machine. */
export interface DialledService {
  readonly address: Address
  readonly use: string
  /** Components that decide that it is dialled, beside those on the way. */
  readonly subjects: readonly Id[]
}

/** Services that a server dials; what it asks of itself by `localhost` is not among them. */
export function dialledServices(deployment: Deployment, server: Server): DialledService[] {
  const { kind, id } = server.instance
  const isControl = hasRole(kind, 'control-plane')
  const keyManager = keyManagerOf(deployment, server).address
  const own = keyManager?.targets.includes(id) === true
  const services: (DialledService | undefined)[] = [
    isControl || !server.control
      ? undefined
      : {
          address: server.control,
          use: 'control plane: artifacts, policies, notifications',
          subjects: targetsOf(server.control),
        },
    (isControl || kind === 'universal-gateway') && keyManager && (!own || server.peers.length > 0)
      ? {
          address: keyManager,
          use: own ? 'own group through its entry' : KEY_MANAGER_USE,
          subjects: [...targetsOf(keyManager), ...targetsOf(server.keyManager)],
        }
      : undefined,
    ...server.environments.map((environment) =>
      environment.gateways.some((gateway) => gateway.id === id)
        ? undefined
        : {
            address: environment.service,
            use: `gateways of ${environment.name}`,
            subjects: componentIds(environment.gateways),
          },
    ),
  ]
  return services.filter((service) => service !== undefined)
}

/** Components behind an address: instance ids are those of components, numbered where there are several. */
function targetsOf(address: Address | undefined): Id[] {
  return [...new Set((address?.targets ?? []).map(componentOf))]
}

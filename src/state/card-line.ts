import { KINDS } from '../core/kinds'
import type { KindDefinition, Port, PortName } from '../core/kinds/kind'
import { textOf } from '../core/kinds/properties'
import type { Design, Id } from '../core/model/design'
import type { Deployment } from '../core/wiring/deployment'
import { deploymentOf, elementsOf } from './analysis'

/** The port that says most about a server: what its clients dial. */
function mainPort({ roles, ports }: Pick<KindDefinition, 'roles' | 'ports'>): Port | undefined {
  const counts = roles.every((role) => role === 'traffic-manager' || role === 'event-hub')
  const names: readonly PortName[] = counts ? ['binary', 'service'] : ['gateway-https', 'servlet-https', 'service']
  return names.flatMap((name) => ports.find((port) => port.name === name) ?? [])[0]
}

/**
 * The one line under a component's name: where it is reached. A gateway shows its API port, what else has a portal or
 * a service shows that, a load balancer the name that it answers for. Empty for people and what has no address.
 */
export function cardLineOf(design: Design, id: Id): string {
  const deployment = deploymentOf(design)
  const known = lines.get(deployment) ?? new Map<Id, string>()
  lines.set(deployment, known)
  const line = known.get(id) ?? addressLine(design, deployment, id)
  known.set(id, line)
  return line
}

const lines = new WeakMap<Deployment, Map<Id, string>>()

function addressLine(design: Design, deployment: Deployment, id: Id): string {
  const component = elementsOf(design.topology).components.get(id)
  const instance = deployment.instance.get(id) ?? deployment.instance.get(`${id}#1`)
  if (!component || !instance) return ''
  const { actor, transit, server } = KINDS[component.kind]
  if (actor) return ''
  const database = deployment.databases.find((candidate) => candidate.component.id === id)
  if (database) return `${database.host} · ${database.port}`
  if (transit) {
    return textOf(component, 'gatewayHostname') ?? textOf(component, 'hostname') ?? ''
  }
  const port = mainPort(KINDS[component.kind])
  if (!server && textOf(component, 'hostname') === undefined) return ''
  return port ? `${instance.hostname} · ${port.port + instance.offset}` : instance.hostname
}

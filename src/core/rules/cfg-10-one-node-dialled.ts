import type { Deployment, Entry, Instance, Server } from '../wiring/deployment'
import { entryFor } from '../wiring/entries'
import { graphOf } from '../wiring/graph'
import { labelOf } from '../wiring/placement'
import { hubOf, type RegionRoles, rolesByRegion } from '../wiring/roles'
import { sameFault } from './support/causes'
import { connectFix, removePurposesFromAllFix } from './support/fixes'
import { instanceName, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Fix } from './support/rule'

export const oneNodeDialled = defineRule({
  code: 'CFG-10',
  title: 'One control plane is dialled past the load balancer',
  severity: 'medium',
  why: 'The setting holds one address: while that node is down the server loads nothing, though the other node is up.',
  source: 'docs-apim, Pattern 2 and 3: service_url is that of the load balancer',
  remedy: 'Connect it to the load balancer for control.',
  check: (deployment, say) => {
    const all = rolesByRegion(deployment)
    for (const roles of all) {
      const hub = hubOf(roles, all)
      const entry = hub && entryOf(hub, deployment)
      if (!hub || !entry) continue
      for (const server of [...roles.gateways, ...roles.trafficManagers, ...roles.keyManagers]) {
        if (!hub.control.some((control) => control.instance.id === server.control?.via)) continue
        const nodes = dialledBy(server, hub, deployment)
        say.finding({
          message: `${instanceName(server.instance)} dials ${namesOf(nodes)} ${nodes.length === 1 ? 'itself' : 'themselves'}, though ${labelOf(entry.transit.component)} leads to all ${hub.control.length} control planes.`,
          subjects: subjectsOf([server.instance, ...nodes, entry.transit]),
          root: sameFault('dials', subjectsOf(hub.control.map(({ instance }) => instance))),
          fix: dialFix(server.instance, nodes, entry, deployment),
        })
      }
    }
  },
})

/** Dials the load balancer, and leaves of the lines to the nodes what only they can do. */
function dialFix({ component }: Instance, nodes: readonly Instance[], { transit }: Entry, { design }: Deployment): Fix {
  const ends = nodes.map((node) => node.component.id)
  const direct = design.topology.connections.filter(({ from, to }) => from === component.id && ends.includes(to))
  const straight = removePurposesFromAllFix('', direct, ['control', 'key-management'])
  const dialled = connectFix('', [{ from: component.id, to: transit.component.id }])
  return { label: 'Dial the load balancer', apply: (drawn) => straight.apply(dialled.apply(drawn)) }
}

/** What leads to every control plane of a region for its internal REST, the outermost of it. */
function entryOf(hub: RegionRoles, deployment: Deployment): Entry | undefined {
  const [first, second] = hub.control
  const entry = first && entryFor(deployment.entries, first.instance, 'control-plane', 'inner')
  const toAll = hub.control.every((control) => entry?.targets.includes(control.instance))
  return second && toAll && entry?.purposes.has('control') ? entry : undefined
}

/** Of several that it is connected to, it dials one; which one is not for the drawing to say. */
function dialledBy(server: Server, hub: RegionRoles, deployment: Deployment): readonly Instance[] {
  const lines = graphOf(deployment).out(server.instance.id, 'control')
  const drawn = new Set(lines.map((link) => link.to))
  return hub.control.map((control) => control.instance).filter((control) => drawn.has(control.id))
}

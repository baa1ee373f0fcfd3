import { once } from '../base/memo'
import { KINDS } from '../kinds'
import { listOf, textOf } from '../kinds/properties'
import { hasRole } from '../kinds/roles'
import type { Component, Design } from '../model/design'
import { resolveDatabases } from './databases'
import type { Deployment, Fault, Instance, Server } from './deployment'
import { resolveEntries } from './entries'
import { Graph, keepGraph, sorted } from './graph'
import { expandInstances } from './instances'
import { expandLinks, purposeResolver } from './links'
import { resolveRelays } from './relays'
import { environmentsOf, regionOf, resolveGroups, resolveRegions, resolveServers } from './servers'
import { resolveStandby } from './standby'
import { throttlingGroups } from './throttling-groups'

/**
 * Works out the wiring of a drawing: instances and where they sit, links with purposes, and for every server the
 * address of everything that it talks to. HTTPS services are dialled through the load balancer when there is one;
 * JMS and binary ports always at the individual instance.
 * Worked out once for each design.
 * Source: docs-apim, distributed deployment guides (address rules); see `links/legal.ts` for who talks to whom.
 */
export const resolve = once((design: Design): Deployment => {
  const { instances: unsorted, domains, place } = expandInstances(design)
  const instances = sorted(unsorted)
  const { links, purposes } = expandLinks(design, instances, purposeResolver(design, place).of)
  const graph = new Graph(instances, links)
  const databases = resolveDatabases(design, instances)
  const entries = resolveEntries(design, instances, graph)
  const serves = servingTest(instances, graph)
  const groups = resolveGroups(instances, serves, throttlingGroups(instances, graph))
  const standby = resolveStandby(instances, graph, databases)
  const relays = resolveRelays({ design, instances, graph, entries, databases })
  const drafts = resolveServers({ design, instances, graph, entries, databases, relays, groups, serves, standby })
  const regions = resolveRegions(instances, standby)
  const environments = regions.flatMap((region) => {
    const control = drafts.filter((server) => isControl(server.instance) && regionOf(server.instance) === region.id)
    return environmentsOf(region.id, control, drafts, entries)
  })
  const servers: Server[] = drafts.map((draft) => ({
    ...draft,
    environments: isControl(draft.instance)
      ? environments.filter((item) => item.region === regionOf(draft.instance))
      : [],
  }))
  const deployment: Deployment = {
    design,
    instances,
    instance: graph.instance,
    component: new Map(design.topology.components.map((component) => [component.id, component])),
    place,
    domains,
    links,
    outgoing: graph.outgoing,
    incoming: graph.incoming,
    purposes,
    databases,
    servers,
    server: new Map(servers.map((server) => [server.instance.id, server])),
    groups,
    entries,
    relays,
    environments,
    regions,
    faults: faultsOf(design),
  }
  keepGraph(deployment, graph)
  return deployment
})

function isControl(instance: Instance): boolean {
  return hasRole(instance.kind, 'control-plane')
}

/**
 * A Universal Gateway executes APIs. An all-in-one does when there are no gateways, or when it is drawn with API
 * traffic coming in and a backend behind it.
 */
function servingTest(instances: readonly Instance[], graph: Graph): (instance: Instance) => boolean {
  const hasGateway = instances.some((instance) => instance.kind === 'universal-gateway')
  return (instance) => {
    if (instance.kind === 'universal-gateway') return true
    if (instance.kind !== 'all-in-one') return false
    if (!hasGateway) return true
    return graph.into(instance.id, 'api-traffic').length > 0 && graph.out(instance.id, 'backend').length > 0
  }
}

/** References that lead nowhere. The parser refuses them in files; an edit under way may still hold one. */
function faultsOf(design: Design): Fault[] {
  const { places, components, connections } = design.topology
  const place = new Set(places.map((item) => item.id))
  const component = new Map<string, Component>(components.map((item) => [item.id, item]))
  const hypervisors = new Set(places.filter(({ kind }) => kind === 'hypervisor').map((item) => item.id))
  const faults: Fault[] = []
  for (const item of places) {
    if (item.parent !== undefined && !place.has(item.parent)) {
      faults.push({
        message: `${item.label ?? item.id} is drawn in a place that does not exist: ${item.parent}.`,
        subjects: [item.id],
      })
    }
  }
  for (const item of components) {
    if (item.place !== undefined && !place.has(item.place)) {
      faults.push({
        message: `${item.label ?? item.id} is drawn in a place that does not exist: ${item.place}.`,
        subjects: [item.id],
      })
    }
    const database = textOf(item, 'database')
    if (item.kind === 'database-node' && database !== undefined && component.get(database)?.kind !== 'database') {
      faults.push({
        message: `${item.label ?? item.id} says it is a member of ${database}, which is no database of this drawing; that is left out.`,
        subjects: [item.id],
      })
    }
    if (item.kind === 'database') {
      for (const member of listOf(item, 'members') ?? []) {
        if (!mayBeMember(component.get(member), item)) {
          faults.push({
            message: `${item.label ?? item.id} lists ${member} as a member, which is no database node of this drawing; that is left out.`,
            subjects: [item.id],
          })
        }
      }
    }
  }
  for (const item of [...places, ...components]) {
    const hypervisor = textOf(item, 'hypervisor')
    if (hypervisor !== undefined && !hypervisors.has(hypervisor)) {
      faults.push({
        message: `${item.label ?? item.id} is said to be on ${hypervisor}, which is no hypervisor of this drawing; that is left out.`,
        subjects: [item.id],
      })
    }
  }
  for (const connection of connections) {
    for (const end of [connection.from, connection.to]) {
      if (!component.has(end)) {
        faults.push({
          message: `Connection ${connection.id} leads to ${end}, which does not exist.`,
          subjects: [connection.id],
        })
      }
    }
  }
  return faults
}

/** A database node; for H2, which runs inside it, the server too. */
function mayBeMember(member: Component | undefined, database: Component): boolean {
  if (!member) return false
  return (
    member.kind === 'database-node' || (textOf(database, 'dbms') === 'h2' && KINDS[member.kind].server !== undefined)
  )
}

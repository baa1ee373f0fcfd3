import { inWords } from '../base/words'
import { hasRole } from '../kinds/roles'
import type { Deployment, Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import type { RegionRoles } from '../wiring/roles'
import { connectFix, removePurposesFromAllFix } from './support/fixes'
import { nameWithRegion, subjectsOf } from './support/redundant-sets'
import { activeRegions } from './support/regions'
import { defineRule, type FoundWithRemedy, type Say } from './support/rule'

export const regionsNotTold = defineRule({
  code: 'MDC-03',
  title: 'A datacenter is not told of changes',
  severity: 'error',
  why: 'Gateways there never learn of APIs, applications and revocations made elsewhere.',
  source: 'docs-apim, multi-datacenter active-active: event publishers to every control plane of the other regions',
  check: (deployment, say) => {
    const regions = activeRegions(deployment)
    for (const [at, one] of regions.entries()) for (const other of regions.slice(at + 1)) judgePair(one, other, say)
    for (const { instance } of deployment.servers) if (isControl(instance)) judgeCopies(instance, deployment, say)
  },
})

function judgePair(one: RegionRoles, other: RegionRoles, say: Say<FoundWithRemedy>): void {
  const there = untold(one, other)
  const back = untold(other, one)
  if (there.length + back.length === 0) return
  const ways = [
    ...(there.length > 0 ? [`${one.region.label} to all of ${other.region.label}`] : []),
    ...(back.length > 0 ? [`${other.region.label} to all of ${one.region.label}`] : []),
  ]
  const controls = [...one.control, ...other.control].map((server) => server.instance)
  // Event hubs of two kinds have no such connection: first they have to be of one kind.
  const alike = new Set(controls.map(({ kind }) => kind)).size === 1
  say.finding({
    message: `Not every control plane sends its events across: not those of ${ways.join(', nor of ')}.`,
    subjects: subjectsOf(controls),
    remedy: alike
      ? 'Connect every control plane with every one of the other datacenter, both ways.'
      : 'Use one kind of control plane in both datacenters, then connect every one with every one of the other, both ways.',
    ...(alike && { fix: connectFix('Connect the control planes', [...there, ...back], ['cross-datacenter-events']) }),
  })
}

/** Event duplication is for the peer beside it: across datacenters it stands in the way of the copy that is needed. */
function judgeCopies(instance: Instance, deployment: Deployment, say: Say<FoundWithRemedy>): void {
  const graph = graphOf(deployment)
  const lines = graph.out(instance.id, 'event-duplication').filter((link) => {
    const to = deployment.instance.get(link.to)
    return instance.datacenter && to?.datacenter && to.datacenter !== instance.datacenter && !graph.isTransit(to.id)
  })
  if (lines.length === 0) return
  const far = lines.flatMap((link) => deployment.instance.get(link.to) ?? [])
  say.finding({
    message: `${nameWithRegion(instance)} copies its events to ${inWords(far.map(nameWithRegion))}, as if to a peer beside it.`,
    // With the lines: the other way is a finding of its own.
    subjects: [...subjectsOf([instance, ...far]), ...new Set(lines.map((link) => link.connection.id))],
    remedy: 'Use cross-datacenter events between datacenters, and event duplication within one.',
    fix: removePurposesFromAllFix(
      'Use cross-datacenter events instead',
      [...new Set(lines.map((link) => link.connection))],
      ['event-duplication'],
    ),
  })
}

function isControl({ kind }: Instance): boolean {
  return hasRole(kind, 'control-plane')
}

function untold(from: RegionRoles, to: RegionRoles): readonly { readonly from: string; readonly to: string }[] {
  return from.control.flatMap((server) =>
    to.control
      .filter((other) => !server.crossRegion.includes(other.instance))
      .map((other) => ({ from: server.instance.component.id, to: other.instance.component.id })),
  )
}

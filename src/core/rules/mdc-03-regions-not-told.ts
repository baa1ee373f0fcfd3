import { inWords } from '../base/words'
import type { Deployment, Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { type RegionRoles, rolesByRegion } from '../wiring/roles'
import { connectFix, removePurposesFromAllFix } from './support/fixes'
import { nameWithRegion, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const regionsNotTold: Rule = {
  code: 'MDC-03',
  title: 'A datacenter is not told of changes',
  severity: 'error',
  why: 'Gateways there never learn of APIs, applications and revocations made elsewhere.',
  source: 'docs-apim, multi-datacenter active-active: event publishers to every control plane of the other regions',
  check: (deployment) => [...untoldPairs(deployment), ...copiesAcross(deployment)],
}

function untoldPairs(deployment: Deployment): readonly Finding[] {
  const regions = rolesByRegion(deployment).filter((roles) => roles.control.length > 0)
  const pairs = regions.flatMap((one, index) => regions.slice(index + 1).map((other) => ({ one, other })))
  return pairs.flatMap(({ one, other }) => {
    const there = untold(one, other)
    const back = untold(other, one)
    if (there.length + back.length === 0) return []
    const ways = [there.length > 0 && [one, other], back.length > 0 && [other, one]].filter((way) => way !== false)
    const controls = [...one.control, ...other.control].map((server) => server.instance)
    // Event hubs of two kinds have no such connection: first they have to be of one kind.
    const alike = new Set(controls.map(({ kind }) => kind)).size === 1
    const said = ways.map(([from, to]) => `${from?.region.label} to all of ${to?.region.label}`).join(', nor of ')
    return [
      {
        code: 'MDC-03',
        severity: 'error' as const,
        message: `Not every control plane sends its events across: not those of ${said}.`,
        subjects: subjectsOf(controls),
        remedy: alike
          ? 'Connect every control plane with every one of the other datacenter, both ways.'
          : 'Use one kind of control plane in both datacenters, then connect every one with every one of the other, both ways.',
        ...(alike && {
          fix: connectFix('Connect the control planes', [...there, ...back], ['cross-datacenter-events']),
        }),
      },
    ]
  })
}

/** Event duplication is for the peer beside it: across datacenters it stands in the way of the copy that is needed. */
function copiesAcross(deployment: Deployment): readonly Finding[] {
  const graph = graphOf(deployment)
  return deployment.servers.flatMap(({ instance }): Finding[] => {
    const lines = graph.out(instance.id, 'event-duplication').filter((link) => {
      const to = deployment.instance.get(link.to)
      return instance.datacenter && to?.datacenter && to.datacenter !== instance.datacenter && !graph.isTransit(to.id)
    })
    if (lines.length === 0 || !isControl(instance)) return []
    const far = lines.flatMap((link) => deployment.instance.get(link.to) ?? [])
    return [
      {
        code: 'MDC-03',
        severity: 'error',
        message: `${nameWithRegion(instance)} copies its events to ${inWords(far.map(nameWithRegion))}, as if to a peer beside it.`,
        subjects: subjectsOf([instance, ...far]),
        remedy: 'Use cross-datacenter events between datacenters, and event duplication within one.',
        fix: removePurposesFromAllFix(
          'Use cross-datacenter events instead',
          [...new Set(lines.map((link) => link.connection))],
          ['event-duplication'],
        ),
      },
    ]
  })
}

function isControl({ kind }: Instance): boolean {
  return kind === 'api-control-plane' || kind === 'all-in-one'
}

function untold(from: RegionRoles, to: RegionRoles): readonly { readonly from: string; readonly to: string }[] {
  return from.control.flatMap((server) =>
    to.control
      .filter((other) => !server.crossRegion.includes(other.instance))
      .map((other) => ({ from: server.instance.component.id, to: other.instance.component.id })),
  )
}

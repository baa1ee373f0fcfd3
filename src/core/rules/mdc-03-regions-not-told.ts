import { type RegionRoles, rolesByRegion } from '../patterns/roles'
import { connectFix } from './fixes'
import { subjectsOf } from './redundant-sets'
import type { Rule } from './rule'

export const regionsNotTold: Rule = {
  code: 'MDC-03',
  title: 'A datacenter is not told of changes',
  severity: 'error',
  why: 'Gateways there never learn of APIs, applications and revocations made elsewhere.',
  source: 'docs-apim, multi-datacenter active-active: event publishers to every control plane of the other regions',
  check: (deployment) => {
    const regions = rolesByRegion(deployment).filter((roles) => roles.control.length > 0)
    const pairs = regions.flatMap((one, index) => regions.slice(index + 1).map((other) => ({ one, other })))
    return pairs.flatMap(({ one, other }) => {
      const there = untold(one, other)
      const back = untold(other, one)
      if (there.length + back.length === 0) return []
      const ways = [there.length > 0 && [one, other], back.length > 0 && [other, one]].filter((way) => way !== false)
      const said = ways.map(([from, to]) => `${from?.region.label} to all of ${to?.region.label}`).join(', nor of ')
      return [
        {
          code: 'MDC-03',
          severity: 'error',
          message: `Not every control plane sends its events across: not those of ${said}.`,
          subjects: subjectsOf([...one.control, ...other.control].map((server) => server.instance)),
          remedy: 'Connect every control plane with every one of the other datacenter, both ways.',
          fix: connectFix('Connect the control planes', [...there, ...back], ['cross-datacenter-events']),
        },
      ]
    })
  },
}

function untold(from: RegionRoles, to: RegionRoles): readonly { readonly from: string; readonly to: string }[] {
  return from.control.flatMap((server) =>
    to.control
      .filter((other) => !server.crossRegion.includes(other.instance))
      .map((other) => ({ from: server.instance.component.id, to: other.instance.component.id })),
  )
}

import { withTopology } from '../document/change'
import { removeElements } from '../document/removal'
import { completeWiring, connectAll } from '../fixes/complete'
import { KINDS } from '../kinds'
import { textOf } from '../kinds/properties'
import type { Design, Id, PurposeId } from '../model/design'
import type { Deployment, Entry } from '../wiring/deployment'
import { entryOf, NAME_FIELD, standsBefore } from '../wiring/entries'
import { labelOf } from '../wiring/placement'
import { unlike } from './support/causes'
import { type Front, frontsOf } from './support/entries'
import { defineRule, type Fix, type Found } from './support/rule'

export const oneNameTwoAddresses = defineRule({
  code: 'LB-14',
  title: 'One name at two addresses',
  severity: 'error',
  why: 'Servers and people dial the name alone, so what holds the other address is never called by it, and protects nobody.',
  source: 'network/hosts of the bundle, and DNS: a name has one address there',
  remedy: 'Give each of them a name of its own, or let all callers through one of them.',
  check: (deployment, say) => {
    for (const found of held(frontsOf(deployment), deployment)) say.finding(found)
  },
})

function held(fronts: readonly Front[], deployment: Deployment): readonly Found[] {
  const holders = fronts.filter(({ component }) => KINDS[component.kind].keepsAddress)
  return holders.flatMap((front, at) =>
    holders.slice(0, at).flatMap((other): Found[] => {
      const same = front.entries.flatMap((own) => {
        const theirs = other.entries.find((entry) => entry.role === own.role)
        const apart =
          theirs?.host === own.host &&
          theirs.port === own.port &&
          !isSameAddress(deployment, own, theirs) &&
          !isSameAddress(deployment, theirs, own)
        return apart && own.role !== 'gateway-management' ? [{ own, theirs }] : []
      })
      const [first] = same
      if (!first) return []
      const isChain = same.some(
        ({ own, theirs }) =>
          standsBefore(deployment.entries, own, theirs) || standsBefore(deployment.entries, theirs, own),
      )
      // Whoever is given the name keeps it; of two that are, the one that answers for more.
      const isGiven = ({ component }: Front) =>
        textOf(component, NAME_FIELD[first.own.role] ?? 'hostname') === first.own.host
      const rank = (one: Front) => (isGiven(one) ? 100 : 0) + one.entries.length
      const [keeps, loses] = rank(front) > rank(other) ? [front, other] : [other, front]
      const purposes = new Set(same.flatMap(({ own, theirs }) => [...own.purposes, ...theirs.purposes]))
      return [
        {
          message: `${labelOf(keeps.component)} and ${labelOf(loses.component)} both have the name ${first.own.host}, and a name leads to one address.`,
          subjects: [keeps.component.id, loses.component.id],
          root: unlike([keeps.component.id, loses.component.id]),
          // Behind each other, the callers of the one are what leads to it.
          ...(!isChain && {
            fix: {
              label: `Call ${first.own.host} through ${labelOf(keeps.component)} alone`,
              apply: (design) => callThrough(design, loses.component.id, keeps.component.id, purposes, deployment),
            } satisfies Fix,
          }),
        },
      ]
    }),
  )
}

/** Nothing between ends the connection, so that whoever comes by the first comes by the second. */
function isSameAddress(deployment: Deployment, from: Entry, to: Entry, seen: ReadonlySet<Entry> = new Set()): boolean {
  if (seen.has(from)) return false
  return from.next.some((instance) => {
    const next = entryOf(deployment.entries, instance, from.role)
    if (!next || !KINDS[instance.kind].keepsAddress) return false
    return next === to || isSameAddress(deployment, next, to, new Set([...seen, from]))
  })
}

/** What calls an element for some purposes calls another instead; what its lines are for besides stays. */
function callThrough(
  design: Design,
  from: Id,
  to: Id,
  purposes: ReadonlySet<PurposeId>,
  { links }: Deployment,
): Design {
  const moved = design.topology.connections.flatMap((line) => {
    if ((line.to !== from && line.from !== from) || line.from === to) return []
    const carried = [
      ...new Set(links.filter(({ connection }) => connection.id === line.id).flatMap((link) => [...link.purposes])),
    ]
    const goes = carried.filter((purpose) => purposes.has(purpose))
    return goes.length === 0 ? [] : [{ line, goes, stays: carried.filter((purpose) => !goes.includes(purpose)) }]
  })
  const connections = design.topology.connections.flatMap((line) => {
    const change = moved.find((item) => item.line.id === line.id)
    if (!change) return [line]
    return change.stays.length === 0 ? [] : [{ ...line, purposes: change.stays }]
  })
  const narrowed = withTopology(design, { connections })
  const isCalled = connections.some((line) => line.to === from)
  const left = isCalled ? narrowed : removeElements(narrowed, [from])
  return completeWiring(
    connectAll(
      left,
      moved.filter(({ line }) => line.to === from).map(({ line, goes }) => ({ from: line.from, to, purposes: goes })),
    ),
  ).design
}

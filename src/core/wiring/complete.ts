import { mayTouch } from '../links/judge'
import { PURPOSES } from '../links/purposes'
import type { Connection, Design, Id, PurposeId } from '../model/design'
import type { Deployment } from './deployment'
import { illegalPurposes } from './links'
import { labelOf } from './placement'
import { resolve } from './resolve'
import { type WantedConnection, wantedConnections } from './wanted-connections'

/** Rounds are needed because what is connected first (a load balancer to its servers) decides what the next lines carry. */
const ROUNDS = 5

/** Adds every connection that the servers of a drawing need of each other, as one edit; says what it added. */
export function completeWiring(design: Design): { design: Design; added: readonly string[] } {
  const added: string[] = []
  let current = design
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = wantedConnections(resolve(current))
    const next = connectAll(current, wanted, added)
    if (next === current) break
    current = next
  }
  return { design: current, added: [...new Set(added)] }
}

/** Draws the wanted connections, or widens those that are there. The same design when there is nothing to do. */
export function connectAll(design: Design, wanted: readonly WantedConnection[], added: string[] = []): Design {
  const deployment = resolve(design)
  let current = design
  for (const want of wanted) {
    const purposes = legalPart(want, deployment)
    if (purposes?.length === 0) continue
    const legal = { from: want.from, to: want.to, ...(purposes && { purposes }) }
    const next = connectOne(current, legal, deployment)
    if (next !== current) added.push(sentence(current, legal))
    current = next
  }
  return current
}

/** Purposes that the two kinds share; odd mixtures of servers want more than their products can do. */
function legalPart(want: WantedConnection, deployment: Deployment): readonly PurposeId[] | undefined {
  const from = deployment.component.get(want.from)
  const to = deployment.component.get(want.to)
  if (!from || !to) return []
  if (!want.purposes) return mayTouch(from.kind, to.kind) ? undefined : []
  const illegal = illegalPurposes(from.kind, to.kind, want.purposes)
  return want.purposes.filter((purpose) => !illegal.includes(purpose))
}

function connectOne(design: Design, want: WantedConnection, deployment: Deployment): Design {
  const { connections } = design.topology
  const existing = connections.find((item) => item.from === want.from && item.to === want.to)
  if (existing) {
    if (!want.purposes) return design
    const carried = existing.purposes ?? deployment.purposes.get(existing.id) ?? []
    if (want.purposes.every((purpose) => carried.includes(purpose))) return design
    const widened: Connection = { ...existing, purposes: [...new Set([...carried, ...want.purposes])].sort() }
    return withConnections(
      design,
      connections.map((item) => (item === existing ? widened : item)),
    )
  }
  const made: Connection = {
    id: freshConnectionId(design, want),
    from: want.from,
    to: want.to,
    ...(want.purposes && { purposes: want.purposes }),
  }
  return withConnections(design, [...connections, made])
}

function withConnections(design: Design, connections: readonly Connection[]): Design {
  return { ...design, topology: { ...design.topology, connections } }
}

function freshConnectionId(design: Design, want: WantedConnection): Id {
  const taken = new Set(
    [...design.topology.connections, ...design.topology.components, ...design.topology.places].map((item) => item.id),
  )
  const base = `${want.from}-${want.to}`.slice(0, 56)
  if (!taken.has(base)) return base
  for (let n = 2; ; n++) if (!taken.has(`${base}-${n}`)) return `${base}-${n}`
}

function sentence(design: Design, want: WantedConnection): string {
  const name = (id: Id) => {
    const component = design.topology.components.find((item) => item.id === id)
    return component ? labelOf(component) : id
  }
  const what = want.purposes
    ? ` for ${want.purposes.map((purpose) => PURPOSES[purpose].label.toLowerCase()).join(', ')}`
    : ''
  return `${name(want.from)} to ${name(want.to)}${what}`
}

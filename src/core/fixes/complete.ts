import { PURPOSES } from '../links/purposes'
import type { Connection, Design, Id, PurposeId } from '../model/design'
import type { Deployment } from '../wiring/deployment'
import { mayTouch } from '../wiring/judge'
import { illegalPurposes } from '../wiring/links'
import { labelOf } from '../wiring/placement'
import { resolve } from '../wiring/resolve'
import { withNamesKept } from './names'
import { type WantedConnection, wantedConnections } from './wanted-connections'

/** Rounds are needed because what is connected first (a load balancer to its servers) decides what the next lines carry. */
const ROUNDS = 6

interface Completed {
  readonly design: Design
  readonly added: readonly string[]
}

/** Adds every connection that the servers of a drawing need of each other, as one edit; says what it added. */
export function completeWiring(design: Design): Completed {
  return completed(design, () => true)
}

/**
 * Adds the connections that those components need, and that others need to them. What the rest of the drawing lacks is
 * for an edit of its own.
 */
export function completeWiringOf(design: Design, ids: readonly Id[]): Design {
  return completed(design, ({ from, to }) => ids.includes(from) || ids.includes(to)).design
}

function completed(design: Design, isAsked: (want: WantedConnection) => boolean): Completed {
  const added: string[] = []
  let current = design
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = wantedConnections(resolve(current)).filter(isAsked)
    const next = connectAll(current, wanted, added)
    if (next === current) break
    current = next
  }
  return { design: withNamesKept(design, current), added: [...new Set(added)] }
}

/** Draws the wanted connections, or widens those that are there. The same design when there is nothing to do. */
export function connectAll(design: Design, wanted: readonly WantedConnection[], added: string[] = []): Design {
  if (wanted.length === 0) return design
  const deployment = resolve(design)
  const lines = new Lines(design)
  for (const want of wanted) {
    const purposes = legalPart(want, deployment)
    if (purposes?.length === 0) continue
    const legal = { from: want.from, to: want.to, ...(purposes && { purposes }) }
    if (lines.connect(legal, deployment)) added.push(sentence(legal, deployment))
  }
  return lines.drawn()
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

/** Connections of a design while some are being added. */
class Lines {
  readonly #design: Design
  readonly #connections: Connection[]
  /** Position of the first connection between two components. */
  readonly #between = new Map<string, number>()
  readonly #ids: Set<Id>
  #changed = false

  constructor(design: Design) {
    const { connections, components, places } = design.topology
    this.#design = design
    this.#connections = [...connections]
    this.#ids = new Set([...connections, ...components, ...places].map((item) => item.id))
    for (const [index, { from, to }] of connections.entries()) {
      if (!this.#between.has(`${from}>${to}`)) this.#between.set(`${from}>${to}`, index)
    }
  }

  /** Whether anything had to be drawn or widened. */
  connect(want: WantedConnection, deployment: Deployment): boolean {
    const ends = `${want.from}>${want.to}`
    const index = this.#between.get(ends)
    const existing = index === undefined ? undefined : this.#connections[index]
    if (index === undefined || !existing) {
      this.#between.set(ends, this.#connections.length)
      this.#connections.push({
        id: this.#freshId(want),
        from: want.from,
        to: want.to,
        ...(want.purposes && { purposes: want.purposes }),
      })
      this.#changed = true
      return true
    }
    if (!want.purposes) return false
    const carried = existing.purposes ?? deployment.purposes.get(existing.id) ?? []
    if (want.purposes.every((purpose) => carried.includes(purpose))) return false
    this.#connections[index] = { ...existing, purposes: [...new Set([...carried, ...want.purposes])].sort() }
    this.#changed = true
    return true
  }

  drawn(): Design {
    if (!this.#changed) return this.#design
    return { ...this.#design, topology: { ...this.#design.topology, connections: this.#connections } }
  }

  #freshId({ from, to }: WantedConnection): Id {
    const base = `${from}-${to}`.slice(0, 56)
    let id = base
    for (let n = 2; this.#ids.has(id); n++) id = `${base}-${n}`
    this.#ids.add(id)
    return id
  }
}

function sentence(want: WantedConnection, deployment: Deployment): string {
  const name = (id: Id) => {
    const component = deployment.component.get(id)
    return component ? labelOf(component) : id
  }
  const what = want.purposes
    ? ` for ${want.purposes.map((purpose) => PURPOSES[purpose].label.toLowerCase()).join(', ')}`
    : ''
  return `${name(want.from)} to ${name(want.to)}${what}`
}

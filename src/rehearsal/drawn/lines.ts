import { KINDS } from '../../core/kinds'
import { impliedBetween } from '../../core/links/legal'
import type { Component, Connection, Design, Id, PurposeId } from '../../core/model/design'
import { standings } from './placing'

/** The drawn lines, of which only those are read that no file says: of people, and to what has no file. */
export class Lines {
  readonly #outgoing = new Map<Id, { readonly to: Component; readonly connection: Connection }[]>()
  readonly #component: ReadonlyMap<Id, Component>
  readonly #meant: (from: Component, to: Component) => readonly PurposeId[]

  constructor(design: Design) {
    const { components, connections } = design.topology
    this.#component = new Map(components.map((component) => [component.id, component]))
    const kinds = new Set(components.map(({ kind }) => kind))
    const standing = standings(design)
    const datacenter = new Map(components.map((item) => [item.id, standing(item).domains.datacenter?.key]))
    this.#meant = (from, to) =>
      impliedBetween(from.kind, to.kind, {
        hasKeyManager: kinds.has('key-manager'),
        hasGateway: kinds.has('universal-gateway'),
        sameDatacenter: datacenter.get(from.id) === datacenter.get(to.id),
      })
    for (const connection of [...connections].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const to = this.#component.get(connection.to)
      if (!to) continue
      const list = this.#outgoing.get(connection.from) ?? []
      list.push({ to, connection })
      this.#outgoing.set(connection.from, list)
    }
  }

  from({ id }: Component): readonly { readonly to: Component; readonly connection: Connection }[] {
    return this.#outgoing.get(id) ?? []
  }

  /** Whether somebody who opens a purpose at `from` may go on over the line: it is not narrowed to others. */
  lets(connection: Connection, purpose: PurposeId): boolean {
    return connection.purposes?.includes(purpose) ?? true
  }

  /** What a line carries that somebody opens: what it says, else what the two ends talk about, whatever is between them. */
  opened(from: Component, { to, connection }: { readonly to: Component; readonly connection: Connection }) {
    if (connection.purposes) return new Set(connection.purposes)
    return new Set(this.endsBeyond(to).flatMap((end) => this.#meant(from, end)))
  }

  /** Whether somebody who uses a line means an end behind it: tokens come from separate Key Managers where there are some. */
  means(from: Component, end: Component, purpose?: PurposeId): boolean {
    const meant = this.#meant(from, end)
    return purpose === undefined ? meant.length > 0 : meant.includes(purpose)
  }

  /** The component itself, or what stands behind it where traffic only passes it. */
  endsBeyond(start: Component): readonly Component[] {
    if (!KINDS[start.kind].transit) return [start]
    const seen = new Set([start])
    const ends = new Set<Component>()
    for (const at of seen) {
      for (const { to } of this.from(at)) (KINDS[to.kind].transit ? seen : ends).add(to)
    }
    return [...ends]
  }
}

import { once } from '../../base/memo'
import { KINDS } from '../../kinds'
import { isServerKind } from '../../kinds/roles'
import { SERVER_KINDS } from '../../kinds/server-kinds'
import type { Component, Design, Id, KindId, Topology } from '../../model/design'
import { ancestorsOf } from '../../model/queries'
import { compareIds } from '../../wiring/graph'

/** The id of the datacenter around an element; '' outside any. */
export function regionIdOf(design: Design, id: Id): Id | '' {
  const known = indexOf(design.topology).regions
  const region = known.get(id) ?? datacenterAround(design, id)
  known.set(id, region)
  return region
}

function datacenterAround(design: Design, id: Id): Id | '' {
  return ancestorsOf(design, id).find((place) => place.kind === 'datacenter')?.id ?? ''
}

interface Index {
  readonly regions: Map<Id, Id | ''>
  readonly servers: Map<string, readonly Component[]>
}

const indexOf = once((_topology: Topology): Index => ({ regions: new Map(), servers: new Map() }))

/** Servers of some kinds in a region, Key Managers that nothing uses included, in the order of their ids. */
export function serversOf(
  design: Design,
  region: Id | '',
  kinds: readonly KindId[] = SERVER_KINDS,
): readonly Component[] {
  const known = indexOf(design.topology).servers
  const key = `${region} ${kinds.join()}`
  const servers =
    known.get(key) ??
    design.topology.components
      .filter((component) => kinds.includes(component.kind) && regionIdOf(design, component.id) === region)
      .sort((a, b) => compareIds(a.id, b.id))
  known.set(key, servers)
  return servers
}

export function isServer({ kind }: Component): boolean {
  return isServerKind(kind)
}

export function instancesOf(components: readonly Component[]): number {
  return components.reduce((sum, { replicas = 1 }) => sum + replicas, 0)
}

/** `a Traffic Manager`, `an All-in-One`. */
export function aKind(kind: KindId): string {
  const { label } = KINDS[kind]
  return `${/^[AEIO]/.test(label) ? 'an' : 'a'} ${label}`
}

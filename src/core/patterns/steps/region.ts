import { KINDS } from '../../kinds'
import type { Component, Design, Id, KindId } from '../../model/design'
import { ancestorsOf } from '../../model/queries'

/** Kinds of server that decide a pattern. */
export const SERVER_KINDS = [
  'all-in-one',
  'api-control-plane',
  'universal-gateway',
  'traffic-manager',
  'key-manager',
] as const satisfies readonly KindId[]
export type ServerKind = (typeof SERVER_KINDS)[number]

export const CONTROL_KINDS = ['all-in-one', 'api-control-plane'] as const satisfies readonly ServerKind[]

/** What stands in front of servers of one datacenter. */
export const FRONT_KINDS: readonly KindId[] = ['floating-address', 'load-balancer', 'ingress']

/** What leads clients into several datacenters. */
export const WIDE_KINDS: readonly KindId[] = ['global-load-balancer', 'dns']

/** The id of the datacenter around an element; '' outside any. */
export function regionIdOf(design: Design, id: Id): Id | '' {
  return ancestorsOf(design, id).find((place) => place.kind === 'datacenter')?.id ?? ''
}

/** Servers of one kind in a region, Key Managers that nothing uses included, in the order of the document. */
export function serversOf(design: Design, region: Id | '', kinds: readonly KindId[] = SERVER_KINDS): Component[] {
  return design.topology.components.filter(
    (component) => kinds.includes(component.kind) && regionIdOf(design, component.id) === region,
  )
}

/** Regions with servers, sorted by id. */
export function regionIds(design: Design): readonly (Id | '')[] {
  return [...new Set(serversOfAll(design).map((component) => regionIdOf(design, component.id)))].sort()
}

function serversOfAll({ topology }: Design): readonly Component[] {
  return topology.components.filter(isServer)
}

export function isServer({ kind }: Component): boolean {
  return SERVER_KINDS.some((server) => server === kind)
}

export function instancesOf(components: readonly Component[]): number {
  return components.reduce((sum, { replicas = 1 }) => sum + replicas, 0)
}

/** `a Traffic Manager`, `an All-in-One`. */
export function aKind(kind: KindId): string {
  const { label } = KINDS[kind]
  return `${/^[AEIO]/.test(label) ? 'an' : 'a'} ${label}`
}

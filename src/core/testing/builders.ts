import type {
  Component,
  Connection,
  Design,
  Id,
  KindId,
  Place,
  PlaceKindId,
  PurposeId,
  Settings,
} from '../model/design'

/** Short ways to write designs in tests. They check nothing: a test may want a broken one. */

interface DesignParts extends Partial<Omit<Design, 'topology'>> {
  readonly places?: readonly Place[]
  readonly components?: readonly Component[]
  readonly connections?: readonly Connection[]
  readonly settings?: Settings
}

/** A design of 4.7.0 named `test` with these elements. */
export function design({ places = [], components = [], connections = [], ...rest }: DesignParts = {}): Design {
  return {
    schemaVersion: 1,
    name: 'test',
    title: 'Test',
    apimVersion: '4.7.0',
    settings: {},
    topology: { places, components, connections },
    layout: {},
    acknowledged: [],
    story: [],
    ...rest,
  }
}

export function place(id: Id, kind: PlaceKindId, rest: Partial<Omit<Place, 'id' | 'kind'>> = {}): Place {
  return { id, kind, ...rest }
}

export function component(id: Id, kind: KindId, rest: Partial<Omit<Component, 'id' | 'kind'>> = {}): Component {
  return { id, kind, ...rest }
}

/** A connection with the id `<from>-<to>`. */
export function connection(from: Id, to: Id, purposes?: readonly PurposeId[]): Connection {
  return { id: `${from}-${to}`, from, to, ...(purposes && { purposes }) }
}

/** The same value with everything in it frozen, so that a test sees an edit that writes into its input. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}

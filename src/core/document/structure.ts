import type { Id, Place, Problem, Topology } from '../model/design'
import { mayStand, placeName, standingPlaces } from './nesting'
import { jsonPath, type PathPart, show } from './problems'

/**
 * How the elements of a topology refer to each other: ids are unique, and every parent, place and end of a connection
 * exists. References in properties are left to the rules: a drawing may be incomplete, its tree may not be broken.
 */
export function structureProblems(topology: Topology): readonly Problem[] {
  return [...idProblems(topology), ...placeProblems(topology.places), ...referenceProblems(topology)]
}

function at(...parts: readonly PathPart[]): string {
  return jsonPath(['topology', ...parts])
}

function idProblems({ places, components, connections }: Topology): readonly Problem[] {
  const owner = new Map<Id, string>()
  const problems: Problem[] = []
  for (const [list, elements] of Object.entries({ places, components, connections })) {
    elements.forEach(({ id }, index) => {
      const taken = owner.get(id)
      if (taken === undefined) owner.set(id, at(list, index))
      else {
        problems.push({
          path: at(list, index, 'id'),
          message: `The id ${show(id)} is already taken by ${taken}. Give each place, component and connection an id of its own.`,
        })
      }
    })
  }
  return problems
}

function placeProblems(places: readonly Place[]): readonly Problem[] {
  const byId = new Map(places.map((place) => [place.id, place]))
  const reported = new Set<Id>()
  return places.flatMap((place, index) => {
    const path = at('places', index, 'parent')
    if (place.parent !== undefined && !byId.has(place.parent)) {
      return [{ path, message: `There is no place ${show(place.parent)}. Add it, or take the parent out.` }]
    }
    const { around, cycle } = placesAround(place, byId)
    if (cycle) {
      if (cycle.some(({ id }) => reported.has(id))) return []
      for (const { id } of cycle) reported.add(id)
      const names = cycle.map(({ id }) => show(id)).join(' in ')
      return [{ path, message: `${names} in ${show(cycle[0]?.id)}: places stand in a circle. Take out one parent.` }]
    }
    if (
      mayStand(
        place.kind,
        around.map(({ kind }) => kind),
      )
    )
      return []
    const where = around[0] ? `in a ${placeName(around[0].kind)}` : 'on the canvas itself'
    const allowed = standingPlaces(place.kind)
    return [{ path, message: `A ${placeName(place.kind)} may not stand ${where}. It may stand ${allowed}.` }]
  })
}

/** Places around one, innermost first, and the circle that the way up ends in, if it does. */
function placesAround(place: Place, byId: ReadonlyMap<Id, Place>): { around: readonly Place[]; cycle?: Place[] } {
  const way: Place[] = [place]
  const seen = new Set([place])
  for (let next = outer(place, byId); next; next = outer(next, byId)) {
    if (seen.has(next)) return { around: way.slice(1), cycle: way.slice(way.indexOf(next)) }
    way.push(next)
    seen.add(next)
  }
  return { around: way.slice(1) }
}

function outer({ parent }: Place, byId: ReadonlyMap<Id, Place>): Place | undefined {
  return parent === undefined ? undefined : byId.get(parent)
}

function referenceProblems({ places, components, connections }: Topology): readonly Problem[] {
  const placeIds = new Set(places.map(({ id }) => id))
  const componentIds = new Set(components.map(({ id }) => id))
  const homeless = components.flatMap(({ place }, index) =>
    place === undefined || placeIds.has(place)
      ? []
      : [
          {
            path: at('components', index, 'place'),
            message: `There is no place ${show(place)}. Add it, or take the place out.`,
          },
        ],
  )
  const loose = connections.flatMap((connection, index) =>
    (['from', 'to'] as const).flatMap((end) => {
      const id = connection[end]
      if (componentIds.has(id)) return []
      const message = placeIds.has(id)
        ? `${show(id)} is a place. A connection joins two components.`
        : `There is no component ${show(id)}. Add it, or remove the connection.`
      return [{ path: at('connections', index, end), message }]
    }),
  )
  return [...homeless, ...loose]
}

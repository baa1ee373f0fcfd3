import { structure } from '../core/capabilities'
import { impairedBy } from '../core/capabilities/impaired'
import { elementsNamed } from '../core/capabilities/simulate'
import type { ElementId } from '../core/capabilities/structure'
import { KINDS } from '../core/kinds'
import type { Id } from '../core/model/design'
import { contentsOf } from '../core/model/queries'
import type { Deployment, Instance } from '../core/wiring/deployment'
import { elementName, namedElement } from './elements'

/** How a card shows a failure. */
export interface CardFailure {
  /** Instances that are down, and how many there are. */
  readonly down: number
  readonly of: number
  /** The place that took them down; absent when the component failed by itself. */
  readonly with?: Id
}

/** What of a drawing looks different when something has failed. */
export interface FailureView {
  readonly cards: ReadonlyMap<Id, CardFailure>
  /** Cards that are up and cannot do their work, with what they cannot do. */
  readonly impaired: ReadonlyMap<Id, string>
  /** Places that have failed by name or domain. */
  readonly places: ReadonlySet<Id>
  /** Connections that are cut, or lead from or to what is down. */
  readonly lines: ReadonlySet<Id>
  /** Those of them that are cut by name. */
  readonly cut: ReadonlySet<Id>
}

export function viewOf(
  deployment: Deployment,
  failed: readonly string[],
  elements: ReadonlySet<ElementId>,
  cut: ReadonlySet<Id>,
): FailureView {
  const cards = new Map<Id, CardFailure>()
  for (const component of deployment.component.values()) {
    const card = cardOf(deployment, component.id, elements)
    if (card) cards.set(component.id, card)
  }
  const isDown = (id: Id) => {
    const card = cards.get(id)
    return card !== undefined && card.down === card.of
  }
  const { connections } = deployment.design.topology
  const lines = connections.filter(({ id, from, to }) => cut.has(id) || isDown(from) || isDown(to))
  return {
    cards,
    impaired: impairedCards(deployment, elements, cut),
    places: placesOf(deployment, failed, elements),
    lines: new Set(lines.map(({ id }) => id)),
    cut,
  }
}

function impairedCards(
  deployment: Deployment,
  elements: ReadonlySet<ElementId>,
  cut: ReadonlySet<Id>,
): ReadonlyMap<Id, string> {
  const found = [...impairedBy(deployment, elements, cut)]
  return new Map(found.map(([id, says]) => [deployment.instance.get(id)?.component.id ?? id, says]))
}

function cardOf(deployment: Deployment, id: Id, elements: ReadonlySet<ElementId>): CardFailure | undefined {
  const parts = instancesOfCard(deployment, id)
  const down = parts.filter((instance) => restsOf(deployment, instance).some((element) => elements.has(element)))
  const [first] = down
  if (!first) return undefined
  const byItself = down.some((instance) => elements.has(instance.id))
  const domain = byItself ? undefined : restsOf(deployment, first).find((element) => elements.has(element))
  const place = domain === undefined ? undefined : namedElement(deployment, domain).ids[0]
  return { down: down.length, of: parts.length, ...(place !== undefined && { with: place }) }
}

/** Instances of a card; of a database with servers of its own, those. */
function instancesOfCard(deployment: Deployment, id: Id): readonly Instance[] {
  const members = deployment.databases.find(({ component }) => component.id === id)?.members ?? []
  return members.length > 0 ? members : deployment.instances.filter(({ component }) => component.id === id)
}

function restsOf(deployment: Deployment, instance: Instance): readonly ElementId[] {
  const rests = structure(deployment).rests.get(instance.id) ?? []
  return rests.includes(instance.id) ? rests : [instance.id, ...rests]
}

function placesOf(
  deployment: Deployment,
  failed: readonly string[],
  elements: ReadonlySet<ElementId>,
): ReadonlySet<Id> {
  const domains = deployment.domains.filter(({ key }) => elements.has(key)).flatMap(({ places }) => places)
  const named = failed.filter((name) => deployment.place.has(name))
  return new Set([...domains.map(({ id }) => id), ...named])
}

/** Why something can't fail now; null when it can. */
export function whyNot(deployment: Deployment, id: string, view: FailureView): string | null {
  if (deployment.purposes.has(id)) return null
  const label = elementName(deployment, id)
  const component = deployment.component.get(id)
  if (component && KINDS[component.kind].actor) {
    return `${label}: people and their clients do not fail here. Cut their connection instead.`
  }
  const database = deployment.databases.find((candidate) => candidate.component.id === id)
  if (database?.dbms === 'h2') return `${label} runs inside its server and fails with it.`
  const holder = view.cards.get(id)
  if (holder?.with !== undefined && holder.down === holder.of) {
    const place = elementName(deployment, holder.with)
    return `${label} is down with ${place}. Revive ${place} to bring it back.`
  }
  const isPlace = deployment.place.has(id)
  const around = [...view.places].find((place) => isPlace && contentsOf(deployment.design, place).includes(id))
  if (around !== undefined) {
    const place = elementName(deployment, around)
    return `${label} is down with ${place}. Revive ${place} to bring it back.`
  }
  return elementsNamed(deployment, id).length === 0 ? `${label} holds nothing that can fail.` : null
}

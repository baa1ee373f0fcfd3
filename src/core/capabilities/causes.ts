import { inWords } from '../base/words'
import type { Id } from '../model/design'
import type { Deployment } from '../wiring/deployment'
import { instanceName, labelOf } from '../wiring/placement'
import { domainName } from './explain'
import type { ElementId } from './structure'

/** What has failed: elements, and connections that are cut. */
export interface Failure {
  readonly elements: ReadonlySet<ElementId>
  readonly cut: ReadonlySet<Id>
}

/**
 * Which part of a failure breaks something: each element that does so alone; where none does, as few as are needed
 * together. Cut connections count as one. The failure as a whole must break it.
 */
export function culpritsOf(failure: Failure, breaks: (part: Failure) => boolean): Failure {
  const parts = partsOf(failure)
  const alone = parts.filter((part) => breaks(joined([part])))
  return joined(alone.length > 0 ? alone : together(parts, breaks))
}

type Part = ElementId | ReadonlySet<Id>

function partsOf({ elements, cut }: Failure): readonly Part[] {
  return cut.size > 0 ? [...elements, cut] : [...elements]
}

function together(parts: readonly Part[], breaks: (part: Failure) => boolean): readonly Part[] {
  let left = parts
  for (const part of parts) {
    const without = left.filter((other) => other !== part)
    if (breaks(joined(without))) left = without
  }
  return left
}

function joined(parts: readonly Part[]): Failure {
  return {
    elements: new Set(parts.filter((part) => typeof part === 'string')),
    cut: new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [...part]))),
  }
}

/** `Zone a is down`, `The connection from Gateway 1 to Control Plane 1 is cut`: how a sentence starts. */
export function failureInWords(deployment: Deployment, { elements, cut }: Failure): string {
  const down = namesOf(deployment, elements)
  if (down.length === 0) return cutInWords(deployment, cut, 'The')
  const count = down.length > MOST_NAMES ? `${down.length} elements` : inWords(down)
  const fallen = `${count} ${down.length === 1 ? 'is' : 'are'} down`
  return cut.size === 0 ? fallen : `${fallen} and ${cutInWords(deployment, cut, 'the')}`
}

const MOST_NAMES = 4

/** A database with servers of its own goes by its name when all of them are down. */
function namesOf(deployment: Deployment, elements: ReadonlySet<ElementId>): readonly string[] {
  const whole = deployment.databases.filter(
    ({ members }) => members.length > 1 && members.every(({ id }) => elements.has(id)),
  )
  const inside = new Set(whole.flatMap(({ members }) => members.map(({ id }) => id)))
  const names = [...elements].filter((element) => !inside.has(element)).map((element) => nameOf(deployment, element))
  return [...whole.map(({ instance }) => instanceName(instance)), ...names]
}

function nameOf(deployment: Deployment, element: ElementId): string {
  const instance = deployment.instance.get(element)
  if (instance) return instanceName(instance)
  const domain = deployment.domains.find(({ key }) => key === element)
  return domain ? domainName(domain) : element
}

function cutInWords(deployment: Deployment, cut: ReadonlySet<Id>, article: 'The' | 'the'): string {
  const [only, ...more] = deployment.design.topology.connections.filter(({ id }) => cut.has(id))
  if (!only || more.length > 0) return `${cut.size} connections are cut`
  const end = (id: Id) => {
    const component = deployment.component.get(id)
    return component ? labelOf(component) : id
  }
  return `${article} connection from ${end(only.from)} to ${end(only.to)} is cut`
}

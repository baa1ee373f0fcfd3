import { recognise } from '../analysis/recognise'
import { assess } from '../capabilities'
import { flagOf } from '../kinds/properties'
import type { Design } from '../model/design'
import { diagnose } from '../rules'
import { resolve } from '../wiring/resolve'

const SERIOUS = ['error', 'critical', 'high']
const SURVIVE = ['C1', 'C3', 'C5', 'C6', 'C8', 'C10']

/**
 * What contradicts that a drawing is highly available, where its level says so: a serious finding of any family but
 * security and operations, or a drawn thing, not managed, that takes one of the capabilities away alone. Read off what
 * the page shows, without the requirements of the level.
 */
export function levelFaults(design: Design): readonly string[] {
  const deployment = resolve(design)
  if (recognise(deployment).level !== 'ha') return []
  const findings = diagnose(deployment)
    .filter(({ code, severity }) => SERIOUS.includes(severity) && !/^(?:SEC|OPS)-/.test(code))
    .map(({ code, message }) => `${code} ${message}`)
  const { tokens } = design.settings
  const asked = tokens === 'opaque' || tokens === 'mixed' ? [...SURVIVE, 'C2'] : SURVIVE
  const points = assess(deployment)
    .filter(({ id }) => asked.includes(id))
    .flatMap(({ id, singlePointsOfFailure }) =>
      singlePointsOfFailure.filter((element) => !isExcused(element, design)).map((element) => `${id} by ${element}`),
    )
  return [...findings, ...points]
}

/** A datacenter has a finding of its own, a managed service redundancy of its own; an address moves to its other holder. */
function isExcused(element: string, { topology }: Design): boolean {
  if (element.startsWith('datacenter:')) return true
  const component = topology.components.find(({ id }) => id === element.replace(/#\d+$/, ''))
  if (!component) return false
  const holders = new Set(topology.connections.filter(({ from }) => from === component.id).map(({ to }) => to))
  return flagOf(component, 'managed') === true || (component.kind === 'floating-address' && holders.size > 1)
}

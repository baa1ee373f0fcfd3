import { inWords } from '../base/words'
import { hasRole } from '../kinds/roles'
import { patternById } from '../patterns'
import type { Level, PatternId, Recognition, Requirement } from '../patterns/pattern'
import type { WiredRequirement } from '../patterns/requirements'
import { countsOf, otherGateways, type Shape, shapeOf, shapeOfDeployment } from '../patterns/shape'
import type { Deployment } from '../wiring/deployment'
import { externalKeyManagers } from '../wiring/roles'
import { gradeOf } from './level'
import { waysToOthers } from './nearest'

/** Neighbours that are said first. */
const NEAREST = 2

/**
 * Which published pattern a drawing is, how far it goes (shape, wired, ha), what is missing and what else is near.
 * Source: docs-apim, deployment overview and pattern guides; the levels are ours.
 */
export function recognise(deployment: Deployment): Recognition {
  const shape = shapeOfDeployment(deployment)
  const pattern = shape.kind === 'none' ? null : shape.pattern
  const { level, wired, redundant } = gradeOf(deployment)
  const ways = waysToOthers(deployment, pattern)
  const requirements: Requirement[] = [...shapeRequirements(shape, pattern), ...wired, ...redundant]
  return {
    pattern,
    level,
    label: patternLabel(pattern, deployment),
    requirements,
    missing: missingFor(level, shape, wired, redundant),
    nearest: ways.slice(0, NEAREST),
    others: ways.slice(NEAREST),
    notes: notesOf(shape, deployment),
  }
}

function missingFor(
  level: Level | null,
  shape: Shape,
  wired: readonly WiredRequirement[],
  redundant: readonly Requirement[],
): readonly string[] {
  if (shape.kind === 'none') return [shape.why]
  if (level === 'shape') return wired.filter((requirement) => !requirement.met).map((requirement) => requirement.lack)
  if (level === 'wired')
    return redundant.filter((requirement) => !requirement.met).map((requirement) => requirement.message)
  return []
}

function shapeRequirements(shape: Shape, pattern: PatternId | null): Requirement[] {
  if (shape.kind === 'none' || pattern === null) return []
  const regions =
    shape.kind === 'single'
      ? [shape.region]
      : shape.kind === 'central'
        ? [shape.central, ...shape.edges]
        : shape.regions
  return regions.map((roles) => {
    const counts = countsOf(roles)
    const parts = [
      [counts.allInOnes, 'All-in-One'],
      [counts.controlPlanes, 'API Control Plane'],
      [counts.gateways, 'Universal Gateway'],
      [counts.trafficManagers, 'Traffic Manager'],
      [counts.keyManagers, 'Key Manager'],
    ] as const
    const said = parts
      .filter(([count]) => count > 0)
      .map(([count, label]) => `${count} ${label}${count > 1 ? 's' : ''}`)
    const where = regions.length > 1 ? `${roles.region.label} has ` : ''
    return {
      level: 'shape',
      met: true,
      message: `${where}${said.join(', ')}.`,
      subjects: roles.region.servers.map((id) => id.split('#')[0] ?? id),
    }
  })
}

function patternLabel(pattern: PatternId | null, deployment: Deployment): string {
  if (pattern === null) return 'No published pattern'
  const { name, title } = patternById(pattern)
  const extras: string[] = []
  const external = externalKeyManagers(deployment)
  if (external.length > 0) extras.push('an external key manager')
  const others = otherGateways(deployment).length
  if (others > 0) extras.push(`${others} other ${others === 1 ? 'gateway' : 'gateways'}`)
  return `${name}: ${title}${extras.length > 0 ? ` with ${extras.join(' and ')}` : ''}`
}

function notesOf(shape: Shape, deployment: Deployment): readonly string[] {
  const notes: string[] = []
  if (shape.kind === 'central') {
    if (![shape.central, ...shape.edges].some(({ region }) => region.standby))
      notes.push('Every region serves API traffic; only the control plane is central.')
    const central = shapeOf(countsOf(shape.central))
    if (central === 'pattern-2' || central === 'pattern-5')
      notes.push('WSO2 documents this approach with Pattern 3 or 4 in the centre.')
  }
  if (shape.kind === 'disaster-recovery') {
    const [, ...waiting] = shape.regions
    const names = inWords(waiting.map(({ region }) => region.label))
    notes.push(
      `${names} ${waiting.length === 1 ? 'stands' : 'stand'} by: no server there counts until somebody promotes it. WSO2 has no guide for this.`,
    )
  }
  if (shape.kind === 'single' && shape.pattern === 'pattern-5') {
    notes.push(
      'WSO2 has a guide for this pattern on Kubernetes alone; on virtual machines it is composed from Patterns 2 and 4.',
    )
  }
  if (
    shape.kind === 'single' &&
    shape.pattern === 'pattern-0' &&
    externalKeyManagers(deployment).some((instance) => instance.kind === 'identity-server')
  ) {
    notes.push('With WSO2 Identity Server as key manager, WSO2 documents this as Pattern 6 on Kubernetes.')
  }
  if (
    shape.kind === 'none' &&
    deployment.servers.every((server) => !hasRole(server.instance.kind, 'gateway')) &&
    otherGateways(deployment).length > 0
  ) {
    notes.push('There is no Universal Gateway; gateways of other kinds decide no pattern.')
  }
  return notes
}

import { generate } from '../core/bundle'
import { structure } from '../core/capabilities'
import { CAPABILITIES } from '../core/capabilities/catalogue'
import { simulate } from '../core/capabilities/simulate'
import type { ApimVersion, Design } from '../core/model/design'
import { patternById } from '../core/patterns'
import type { GeneratedFile } from '../core/serialize/file-tree'
import type { Deployment, Instance } from '../core/wiring/deployment'
import { resolve } from '../core/wiring/resolve'
import type { Actor, Element, External, Plan, Status } from './plan'

/** One design, the bundle for machines that is made of it, and what is taken from the design beside it. */
export interface Drawing {
  readonly name: string
  readonly files: readonly Pick<GeneratedFile, 'path' | 'content'>[]
  readonly plan: Omit<Plan, 'bundle' | 'work'>
}

/** Templates, and one of them behind HAProxy instead of the NGINX that all of them draw. */
const LIVE: Readonly<Record<string, (version: ApimVersion) => Design>> = {
  'pattern-1': (version) => patternById('pattern-1').template(version),
  'pattern-2': (version) => patternById('pattern-2').template(version),
  'pattern-2-haproxy': (version) => behindHaproxy(patternById('pattern-2').template(version)),
  'pattern-3': (version) => patternById('pattern-3').template(version),
  'pattern-4': (version) => patternById('pattern-4').template(version),
  'pattern-5': (version) => patternById('pattern-5').template(version),
  'multi-dc-active-active': (version) => patternById('multi-dc-active-active').template(version),
}

export const LIVE_DRAWINGS: readonly string[] = Object.keys(LIVE)

/** Throws when none of the drawings is called that. */
export function drawingOf(name: string, version: ApimVersion): Drawing {
  const design = LIVE[name]
  if (!design) throw new Error(`no drawing is called ${name}; there are ${LIVE_DRAWINGS.join(', ')}`)
  return liveDrawing(name, design(version))
}

function behindHaproxy(design: Design): Design {
  const components = design.topology.components.map((component) => {
    if (component.kind !== 'load-balancer') return component
    return { ...component, properties: { ...component.properties, software: 'haproxy' } }
  })
  return { ...design, topology: { ...design.topology, components } }
}

/** Throws when the design holds something that no stand-in plays. */
function liveDrawing(name: string, design: Design): Drawing {
  const deployment = resolve(design)
  const bundle = generate(deployment, 'vm')
  if (bundle.draft) throw new Error(`${name} is a draft: ${bundle.unresolved.join(' ')}`)
  const actors = deployment.instances.flatMap(({ id, kind }) => (isActorKind(kind) ? [{ id, kind }] : []))
  const externals = deployment.instances.flatMap((instance) => externalOf(instance, deployment) ?? [])
  return { name, files: bundle.files, plan: { name, actors, externals, elements: elementsOf(deployment) } }
}

const ACTOR_KINDS: readonly string[] = ['api-consumer', 'api-developer', 'api-publisher', 'administrator']

function isActorKind(kind: string): kind is Actor['kind'] {
  return ACTOR_KINDS.includes(kind)
}

/** What the bundle installs itself, or what is only a name of others. */
const IN_BUNDLE: readonly string[] = [
  ...['all-in-one', 'api-control-plane', 'universal-gateway', 'traffic-manager', 'key-manager'],
  ...['load-balancer', 'floating-address'],
]

function externalOf(instance: Instance, deployment: Deployment): External | undefined {
  const { id, kind, hostname: name } = instance
  if (isActorKind(kind) || IN_BUNDLE.includes(kind)) return undefined
  if (kind === 'backend') return { id, name, role: 'backend' }
  if (kind === 'global-load-balancer') return { id, name, role: 'global-balancer' }
  const database = deployment.databases.find((one) => one.instance === instance || one.members.includes(instance))
  if (!database) throw new Error(`no stand-in plays ${kind} (${id})`)
  // A database with servers of its own is those.
  if (database.instance === instance && database.members.length > 0) return undefined
  const peers = database.members.filter((member) => member !== instance).map(({ hostname }) => hostname)
  return { id, name, role: 'database', database: database.instance.component.id, peers }
}

/** The state in which all is well comes first. */
const NOTHING = 'nothing'

function elementsOf(deployment: Deployment): readonly Element[] {
  const { elements, rests } = structure(deployment)
  return [NOTHING, ...elements].map((id): Element => {
    const result = simulate(deployment, id === NOTHING ? [] : [id])
    if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join(' '))
    const promised = result.value.capabilities.map((one): [string, Status] => [one.id, one.moments.immediate.status])
    const down = [...rests].filter(([, rest]) => rest.includes(id)).map(([instance]) => instance)
    const machines = deployment.domains.some(({ key }) => key === id)
    return { id, down, machines, promised: Object.fromEntries(promised) }
  })
}

/** Names for the report. */
export function nameOf(capability: string): string {
  return CAPABILITIES.find(({ id }) => id === capability)?.name ?? capability
}

import { once } from '../base/memo'
import { inWords } from '../base/words'
import { textOf } from '../kinds/properties'
import type { Place, PlaceKindId } from '../model/design'
import type { Deployment, Domain, Instance } from '../wiring/deployment'
import { labelOf, placesAround } from '../wiring/placement'
import { subjectsOf } from './support/redundant-sets'
import { defineRule, type FoundWithRemedy, type Say } from './support/rule'

export const machineInTwoZones = defineRule({
  code: 'PL-04',
  title: 'One machine is said to be in two places',
  severity: 'medium',
  why: 'At least one of them is wrong, so servers that look separate may fail together.',
  source: 'failure domains: a machine stands in one zone of one datacenter',
  check: (deployment, say) => {
    for (const domain of deployment.domains) judgeMachine(domain, deployment, say)
    for (const instance of deployment.instances) judgeHypervisor(instance, deployment, say)
  },
})

function judgeMachine(machine: Domain, deployment: Deployment, say: Say<FoundWithRemedy>): void {
  if (machine.kind !== 'host' && machine.kind !== 'hypervisor') return
  const on = machine.instances.flatMap((id) => deployment.instance.get(id) ?? [])
  const kind = whereabouts(machine, on, 'datacenter', deployment).size > 1 ? 'datacenter' : 'zone'
  const labels = [...whereabouts(machine, on, kind, deployment).values()]
  if (labels.length < 2) return
  say.finding({
    message: `${machine.kind === 'host' ? 'Host' : 'Hypervisor'} ${machine.label} is in ${kind}s ${inWords(labels.sort())} at once, by where its servers are drawn.`,
    subjects: [...machine.places.map((place) => place.id), ...subjectsOf(on)],
    remedy: 'Correct the zones or the hypervisor; until then believe the machine.',
  })
}

/** Zones (or datacenters) of a machine and of what is on it: label by identity. */
function whereabouts(
  machine: Domain,
  on: readonly Instance[],
  kind: 'zone' | 'datacenter',
  deployment: Deployment,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const instance of on) {
    const domain = instance[kind]
    if (domain) found.set(domain.key, domain.label)
  }
  for (const place of machine.places) {
    const box = around(place, kind, deployment)
    if (!box) continue
    const domain = domainOf(deployment).get(box)
    found.set(domain?.key ?? box.id, labelOf(box))
  }
  return found
}

const domainOf = once(
  (deployment: Deployment): ReadonlyMap<Place, Domain> =>
    new Map(deployment.domains.flatMap((domain) => domain.places.map((place) => [place, domain]))),
)

function around(place: Place, kind: PlaceKindId, deployment: Deployment): Place | undefined {
  return placesAround(deployment.place, place.parent).find((box) => box.kind === kind)
}

/** Drawn on one hypervisor, and said to be on another. */
function judgeHypervisor(instance: Instance, deployment: Deployment, say: Say<FoundWithRemedy>): void {
  const drawn = instance.places.find((box) => box.kind === 'hypervisor')
  if (!drawn || instance.ordinal > 1) return
  const said = [instance.component, ...instance.places].flatMap((owner) => textOf(owner, 'hypervisor') ?? [])[0]
  const other = said === undefined ? undefined : deployment.place.get(said)
  if (other?.kind !== 'hypervisor' || instance.hypervisor?.places.includes(other)) return
  say.finding({
    message: `${labelOf(instance.component)} is drawn on hypervisor ${labelOf(drawn)} and said to be on ${labelOf(other)}.`,
    subjects: [instance.component.id, drawn.id, other.id],
    remedy: 'Correct the hypervisor in the properties, or move it.',
  })
}

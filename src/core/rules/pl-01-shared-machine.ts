import type { Domain, Instance } from '../wiring/deployment'
import { together } from './support/causes'
import { type PlacedSet, placedSets } from './support/placed-sets'
import { namesOf, servesElsewhere, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const sharedMachine = defineRule({
  code: 'PL-01',
  title: 'Servers that stand in for each other share a machine',
  severity: 'critical',
  why: 'One machine takes the whole set with it.',
  source: 'failure domains: two instances on one host or hypervisor fail together',
  remedy: 'Put each on a machine of its own.',
  check: (deployment, say) => {
    for (const set of placedSets(deployment)) {
      for (const member of withoutMachine(set.members)) say.unknown('host', member.component)
      const worst = worstMachine(set)
      if (!worst) continue
      const { machine, on } = worst
      const all = on.length === set.members.length || set.enough !== undefined
      const elsewhere = set.roles && servesElsewhere(deployment, set.roles)
      say.finding({
        severity: !all ? 'medium' : elsewhere ? 'high' : 'critical',
        message: `${namesOf(on)} are on one machine, ${machine.label}.`,
        subjects: [...subjectsOf(on), ...machine.places.map((place) => place.id)],
        root: together(set.members),
      })
    }
  },
})

/** On no known machine, and in one zone with another of them as far as is known. */
function withoutMachine(members: readonly Instance[]): readonly Instance[] {
  return members.filter(
    ({ host, hypervisor, cluster, managed, zone }, at) =>
      !host &&
      !hypervisor &&
      !cluster &&
      !managed &&
      members.some((other, place) => place !== at && (!zone || !other.zone || zone === other.zone)),
  )
}

interface Crowded {
  readonly machine: Domain
  readonly on: readonly Instance[]
}

/** The machine that takes most of the set with it. */
function worstMachine({ members, enough }: PlacedSet): Crowded | undefined {
  const machines = new Set(members.flatMap(({ host, hypervisor }) => [host, hypervisor].flatMap((one) => one ?? [])))
  return [...machines]
    .map((machine) => ({
      machine,
      on: members.filter((member) => member.host === machine || member.hypervisor === machine),
    }))
    .filter(({ on }) => on.length >= 2 && (enough === undefined || enough(on)))
    .reduce<Crowded | undefined>((worst, one) => (worst && worst.on.length >= one.on.length ? worst : one), undefined)
}

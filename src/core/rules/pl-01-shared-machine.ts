import { placedSets } from './support/placed-sets'
import { namesOf, servesElsewhere, subjectsOf } from './support/redundant-sets'
import type { Rule } from './support/rule'

export const sharedMachine: Rule = {
  code: 'PL-01',
  title: 'Servers that stand in for each other share a machine',
  severity: 'critical',
  why: 'One machine takes the whole set with it.',
  source: 'failure domains: two instances on one host or hypervisor fail together',
  check: (deployment) =>
    placedSets(deployment).flatMap((set) => {
      const machines = [
        ...new Set(set.members.flatMap((member) => [member.host, member.hypervisor].flatMap((domain) => domain ?? []))),
      ]
      const crowded = machines
        .map((machine) => ({
          machine,
          on: set.members.filter((member) => member.host === machine || member.hypervisor === machine),
        }))
        .filter(({ on }) => on.length >= 2 && (set.enough === undefined || set.enough(on)))
        .sort((a, b) => b.on.length - a.on.length)
      const [worst] = crowded
      if (!worst) return []
      const all = worst.on.length === set.members.length || set.enough !== undefined
      const severity = !all ? 'medium' : set.roles && servesElsewhere(deployment, set.roles) ? 'high' : 'critical'
      return [
        {
          code: 'PL-01',
          severity,
          message: `${namesOf(worst.on)} are on one machine, ${worst.machine.label}.`,
          subjects: [...subjectsOf(worst.on), ...worst.machine.places.map((place) => place.id)],
          remedy: 'Put each on a machine of its own.',
        },
      ]
    }),
}

import type { Deployment, Domain, Instance } from '../wiring/deployment'
import { together } from './support/causes'
import { instanceName, namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'
import { withoutZone } from './support/unplaced'

export const pairSharesDomain = defineRule({
  code: 'LB-02',
  title: 'Load balancers of one address fail together',
  severity: 'high',
  why: 'A pair on one machine or in one zone is no pair; an address bound to one machine dies with it.',
  source: 'failure domains: what shares one fails as one',
  check: (deployment, say) => {
    for (const address of deployment.instances.filter((instance) => instance.kind === 'floating-address')) {
      if (address.host)
        say.finding({
          message: `${instanceName(address)} is drawn on one machine, ${address.host.label}, and fails with it.`,
          subjects: [address.component.id],
          remedy: 'Draw the floating address beside the machines, in their datacenter.',
        })
      const behind = ownBehind(address, deployment)
      if (behind.length < 2) continue
      for (const one of withoutZone(behind, deployment)) say.unknown('zone', one.component)
      const domain = sharedBy(behind)
      if (!domain) continue
      say.finding({
        message: `${namesOf(behind)} share ${domain.kind} ${domain.label} and fail together.`,
        subjects: [...subjectsOf(behind), ...domain.places.map((place) => place.id)],
        root: together(behind),
        remedy: 'Put them on different machines in different zones.',
      })
    }
  },
})

/** Load balancers of one's own that the address leads to. */
function ownBehind(address: Instance, deployment: Deployment): readonly Instance[] {
  return (deployment.outgoing.get(address.id) ?? [])
    .flatMap((link) => deployment.instance.get(link.to) ?? [])
    .filter(({ kind, managed }) => (kind === 'load-balancer' || kind === 'ingress') && !managed)
}

/** The machine, or else the zone, that all of them are in. */
function sharedBy(members: readonly Instance[]): Domain | undefined {
  const domains = members.flatMap(({ host, hypervisor, zone }) => [host, hypervisor, zone].flatMap((one) => one ?? []))
  return domains.find((domain) => members.every((member) => domain.instances.includes(member.id)))
}

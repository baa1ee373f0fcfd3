import { nameOf, namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const pairSharesDomain: Rule = {
  code: 'LB-02',
  title: 'Load balancers of one address fail together',
  severity: 'high',
  why: 'A pair on one machine or in one zone is no pair; an address bound to one machine dies with it.',
  source: 'failure domains: what shares one fails as one',
  check: (deployment) =>
    deployment.instances
      .filter((instance) => instance.kind === 'floating-address')
      .flatMap((address): Finding[] => {
        const links = deployment.outgoing.get(address.id) ?? []
        const behind = links
          .flatMap((link) => deployment.instance.get(link.to) ?? [])
          .filter((instance) => instance.kind === 'load-balancer' || instance.kind === 'ingress')
        const findings: Finding[] = []
        if (address.host) {
          findings.push({
            code: 'LB-02',
            severity: 'high',
            message: `${nameOf(address)} is drawn on one machine, ${address.host.label}, and fails with it.`,
            subjects: [address.component.id],
            remedy: 'Draw the floating address beside the machines, in their datacenter.',
          })
        }
        const unmanaged = behind.filter((instance) => !instance.managed)
        const shared = [
          ...new Set(
            unmanaged.flatMap((instance) =>
              [instance.host, instance.hypervisor, instance.zone].flatMap((domain) => domain ?? []),
            ),
          ),
        ].filter(
          (domain) => unmanaged.length >= 2 && unmanaged.every((instance) => domain.instances.includes(instance.id)),
        )
        const [domain] = shared
        if (domain) {
          findings.push({
            code: 'LB-02',
            severity: 'high',
            message: `${namesOf(unmanaged)} share ${domain.kind} ${domain.label} and fail together.`,
            subjects: [...subjectsOf(unmanaged), ...domain.places.map((place) => place.id)],
            remedy: 'Put them on different machines in different zones.',
          })
        }
        return findings
      }),
}

import { textOf } from '../model/properties'
import type { Deployment, Instance } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { inRegion, namesOf, setsOf, subjectsOf } from './redundant-sets'
import type { Finding, Rule } from './rule'
import { inWords } from './words'

export const twoNamesForOneIssuer: Rule = {
  code: 'KM-08',
  title: 'One token issuer under two names',
  severity: 'low',
  why: 'Tokens carry one name, and whoever knows the issuer by the other rejects them.',
  source: 'docs-apim, changing the hostname: the name is part of every token',
  check: (deployment) =>
    setsOf(deployment, 'key-manager').flatMap((set): Finding[] => {
      const names = [...new Set([...asked(set.members, deployment), ...dialled(set.members, deployment)])].sort()
      const said = [
        ...new Set(set.members.flatMap((member) => textOf(member.component, 'issuer')?.toLowerCase() ?? [])),
      ]
      const agreed = said.length === 1 && names.includes(said[0] ?? '')
      if (names.length < 2 || said.length === 0 || agreed) return []
      return [
        {
          code: 'KM-08',
          severity: 'low',
          message: `${namesOf(set.members)}${inRegion(set.roles, deployment)} ${set.members.length === 1 ? 'is' : 'are'} reached as ${inWords(names)}, and ${set.members.length === 1 ? 'its' : 'their'} tokens say ${inWords(said.sort())}.`,
          subjects: subjectsOf(set.members),
          remedy: 'Agree on one name for clients, gateways and the tokens.',
        },
      ]
    }),
}

/** Names under which consumers ask for tokens. */
function asked(issuers: readonly Instance[], deployment: Deployment): readonly string[] {
  const graph = graphOf(deployment)
  const consumers = deployment.instances.filter((instance) => instance.kind === 'api-consumer')
  return consumers.flatMap((consumer) =>
    graph.out(consumer.id, 'token').flatMap((link) =>
      deployment.entries
        .filter((entry) => entry.transit.id === link.to && entry.targets.some((target) => issuers.includes(target)))
        .filter((entry) => entry.purposes.has('token'))
        .map((entry) => entry.host.toLowerCase()),
    ),
  )
}

/** Names under which gateways ask about tokens, where they go through a load balancer. */
function dialled(issuers: readonly Instance[], deployment: Deployment): readonly string[] {
  const ids = new Set(issuers.map((issuer) => issuer.id))
  return deployment.servers.flatMap(({ instance, keyManager }) =>
    instance.kind === 'universal-gateway' &&
    keyManager !== undefined &&
    !ids.has(keyManager.via) &&
    keyManager.targets.some((target) => ids.has(target))
      ? [keyManager.host.toLowerCase()]
      : [],
  )
}

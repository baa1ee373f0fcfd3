import { inWords } from '../base/words'
import { textOf } from '../kinds/properties'
import { issuerNames } from './support/issuer-names'
import { inRegion, namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const twoNamesForOneIssuer = defineRule({
  code: 'KM-08',
  title: 'One token issuer under two names',
  severity: 'low',
  why: 'Tokens carry one name, and whoever knows the issuer by the other rejects them.',
  source: 'docs-apim, changing the hostname: the name is part of every token',
  remedy: 'Agree on one name for clients, gateways and the tokens.',
  check: (deployment, say) => {
    for (const set of setsOf(deployment, 'key-manager')) {
      const names = issuerNames(set.members, deployment)
      if (names.length < 2) continue
      for (const { component } of set.members) say.unknown('issuer', component)
      const said = [
        ...new Set(set.members.flatMap((member) => textOf(member.component, 'issuer')?.toLowerCase() ?? [])),
      ]
      const agreed = said.length === 1 && names.includes(said[0] ?? '')
      if (said.length === 0 || agreed) continue
      say.finding({
        message: `${namesOf(set.members)}${inRegion(set.roles, deployment)} ${set.members.length === 1 ? 'is' : 'are'} reached as ${inWords(names)}, and ${set.members.length === 1 ? 'its' : 'their'} tokens say ${inWords(said.sort())}.`,
        subjects: subjectsOf(set.members),
      })
    }
  },
})

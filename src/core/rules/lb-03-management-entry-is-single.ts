import { balancersThatCut } from './support/balancers'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const managementEntryIsSingle = defineRule({
  code: 'LB-03',
  title: 'One element carries tokens or management',
  severity: 'medium',
  why: 'When it fails tokens, portals or gateway starts stop, though API calls go on.',
  source: 'structure model: single points of failure are computed, not guessed',
  remedy: 'Add a second one with a floating address in front, or use a managed service.',
  check: (deployment, say) => {
    for (const { instance, names } of balancersThatCut(deployment, ['C2', 'C3', 'C6', 'C8', 'C10']))
      say.finding({
        message: `${instanceName(instance)} alone carries tokens or management: without it, ${names}.`,
        subjects: [instance.component.id],
      })
  },
})

import { balancersThatCut } from './support/balancers'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const entryIsSingle = defineRule({
  code: 'LB-01',
  title: 'One element carries all API traffic',
  severity: 'high',
  why: 'When it fails no API call gets in.',
  source: 'structure model: single points of failure are computed, not guessed',
  remedy: 'Add a second one with a floating address in front, or use a managed service.',
  check: (deployment, say) => {
    for (const { instance, names } of balancersThatCut(deployment, ['C1']))
      say.finding({
        message: `${instanceName(instance)} alone carries API traffic: without it, ${names}.`,
        subjects: [instance.component.id],
      })
  },
})

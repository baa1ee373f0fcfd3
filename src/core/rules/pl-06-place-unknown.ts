import { fewOf } from '../base/words'
import { instanceName } from './support/redundant-sets'
import { defineRule } from './support/rule'
import { unplaced } from './support/unplaced'

export const placeUnknown = defineRule({
  code: 'PL-06',
  title: 'Where something runs is not drawn',
  severity: 'info',
  why: 'What is in no zone and on no machine fails only by itself, so the analysis is better than the truth.',
  source: 'failure domains: a place that is not drawn cannot fail',
  remedy: 'Draw zones or hosts and move the components into them.',
  check: (deployment, say) => {
    const lost = unplaced(deployment)
    if (lost.length === 0) return
    say.finding({
      message: `${fewOf(
        lost.map((instance) => instanceName(instance)),
        4,
      )} ${lost.length === 1 ? 'is' : 'are'} drawn in no zone and on no host.`,
      subjects: lost.map((instance) => instance.component.id),
    })
  },
})

import { numberOf } from '../kinds/properties'
import type { Instance, ServerGroup } from '../wiring/deployment'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const autoscalerLeavesOne = defineRule({
  code: 'K8S-02',
  title: 'The autoscaler may leave one gateway',
  severity: 'high',
  why: 'When it is quiet, one pod serves all calls, and they fail when it stops.',
  source: 'helm-apim, sample values of the patterns: replicas 2 with minReplicas 1',
  remedy: 'Keep two pods at the least, and allow one more at the most.',
  check: (deployment, say) => {
    for (const { members } of deployment.groups.filter(isScaled)) {
      const min = largest(members, 'minReplicas')
      const max = largest(members, 'maxReplicas')
      if (min === undefined || (min >= FEWEST && (max === undefined || max > min))) continue
      const few = min < FEWEST
      const fewest = Math.max(FEWEST, min)
      say.finding({
        severity: few ? 'high' : 'medium',
        message: few
          ? `The autoscaler may leave ${min} pod of ${namesOf(members)}.`
          : `The autoscaler of ${namesOf(members)} has no room: ${min} pods at the least, ${max} at the most.`,
        subjects: subjectsOf(members),
        fix: sayFix(`Keep ${fewest} pods at the least`, subjectsOf(members), {
          minReplicas: fewest,
          maxReplicas: Math.max(max ?? 0, fewest + 1),
        }),
      })
    }
  },
})

const FEWEST = 2

function isScaled(group: ServerGroup): boolean {
  return group.kind === 'universal-gateway' && group.cluster !== undefined
}

/** Gateways of one group are one release: the largest number that any of them says counts. */
function largest(members: readonly Instance[], key: string): number | undefined {
  const said = members.flatMap((member) => numberOf(member.component, key) ?? [])
  return said.length === 0 ? undefined : Math.max(...said)
}

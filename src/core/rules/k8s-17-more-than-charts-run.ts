import { inWords } from '../base/words'
import { removeElements } from '../document/removal'
import { completeWiring } from '../fixes/complete'
import { KINDS } from '../kinds'
import { draftReleases, type ReleaseDraft } from '../releases/releases'
import type { Deployment } from '../wiring/deployment'
import { instanceName, subjectsOf } from './support/redundant-sets'
import { defineRule, type Say } from './support/rule'

export const moreThanChartsRun = defineRule({
  code: 'K8S-17',
  title: 'More servers than their chart runs',
  severity: 'high',
  why: 'The bundle installs those that the chart runs. The others stay a drawing, with whatever is expected of them.',
  source: 'helm-apim, charts of control plane, Key Manager, Traffic Manager and all-in-one: two Deployments at most',
  remedy: 'Draw the two that the chart runs.',
  check: (deployment, say) => judge(deployment, say, ({ group }) => group.cluster !== undefined),
  onKubernetes: (deployment, say) => judge(deployment, say, () => true),
})

function judge(deployment: Deployment, say: Say, isMeant: (release: ReleaseDraft) => boolean): void {
  for (const { kind, servers, left } of draftReleases(deployment).filter(isMeant)) {
    if (left.length === 0) continue
    const run = new Set(servers.map(({ instance }) => instance.component.id))
    const idle = [...new Set(left.map(({ component }) => component.id))]
    say.finding({
      message: `The chart of ${KINDS[kind].label}s runs ${servers.length}: ${inWords(left.map(instanceName))} would not be installed.`,
      subjects: subjectsOf([...left, ...servers.map(({ instance }) => instance)]),
      // Replicas of one component that runs are another finding.
      ...(idle.every((id) => !run.has(id)) && {
        fix: {
          label: `Remove ${inWords(left.map(instanceName))}`,
          apply: (design) => completeWiring(removeElements(design, idle)).design,
        },
      }),
    })
  }
}

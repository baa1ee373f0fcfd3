import { hasRole } from '../kinds/roles'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const noControlPlane = defineRule({
  code: 'GEN-07',
  title: 'No control plane',
  severity: 'error',
  why: 'A gateway loads its APIs from a control plane at every start, and Traffic Managers their policies: without one they have nothing.',
  source: 'docs-apim, deployment overview: every pattern has a control plane or an all-in-one',
  remedy: 'Add a pair of API Control Planes, or of All-in-Ones, with a database for both.',
  check: ({ servers }, say) => {
    const instances = servers.map(({ instance }) => instance)
    if (instances.length === 0 || instances.some(({ kind }) => hasRole(kind, 'control-plane'))) return
    say.finding({
      message: `No control plane is drawn: ${namesOf(instances)} ${instances.length === 1 ? 'gets' : 'get'} no APIs and no policies.`,
      subjects: subjectsOf(instances),
    })
  },
})

import { inWords } from '../base/words'
import { singleDatabase } from './db-02-single-database'
import { manualFailover } from './db-03-manual-failover'
import { singleKeyManager } from './ha-02-single-key-manager'
import { singleControlPlane } from './ha-03-single-control-plane'
import { centralRegion, regionSubjects } from './support/regions'
import { defineRule, type Rule } from './support/rule'

const WEAKNESSES: readonly (readonly [rule: Rule, what: string])[] = [
  [singleControlPlane, 'one control plane'],
  [singleKeyManager, 'one server that issues tokens'],
  [singleDatabase, 'one database server'],
  [manualFailover, 'a database that a person must promote'],
]

export const centreIsWeak = defineRule({
  code: 'MDC-17',
  title: 'The centre of several datacenters is not redundant',
  severity: 'high',
  why: 'Every datacenter takes its tokens, deployments and gateway starts from it.',
  source: 'docs-apim, multi-datacenter, central control plane: a highly available centre',
  remedy: 'Make the control plane, the token issuer and the database of the centre redundant first.',
  check: (deployment, say) => {
    const found = centralRegion(deployment)
    if (!found) return
    const weaknesses = WEAKNESSES.map(([rule, what]) => ({
      what,
      findings: rule.check(deployment).findings.filter((finding) => finding.severity !== 'info'),
    })).filter(({ findings }) => findings.length > 0)
    if (weaknesses.length === 0) return
    const { central, edges } = found
    const weak = weaknesses.flatMap(({ findings }) => findings.flatMap((item) => item.subjects))
    say.finding({
      message: `${inWords(edges.map((roles) => roles.region.label))} ${edges.length === 1 ? 'depends' : 'depend'} on ${central.region.label}, which has ${inWords(weaknesses.map(({ what }) => what))}.`,
      subjects: [...new Set([...regionSubjects(central), ...weak])],
    })
  },
})

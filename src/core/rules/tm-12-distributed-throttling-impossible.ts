import { since, VERSIONS } from '../versions'
import type { Deployment, Instance } from '../wiring/deployment'
import { connectFix } from './support/fixes'
import { namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Fix, Rule } from './support/rule'

export const distributedThrottlingImpossible: Rule = {
  code: 'TM-12',
  title: 'Distributed throttling is on and cannot work',
  severity: 'error',
  why: `Traffic Managers share their counters in Redis, from ${since((facts) => facts.distributedThrottling)} on; without it each counts a part.`,
  source: 'docs-apim 4.6.0 and newer, distributed throttling',
  check: (deployment) => {
    const { settings, apimVersion } = deployment.design
    if (settings.distributedThrottling !== true) return []
    const counting = setsOf(deployment, 'traffic-manager').flatMap((set) => set.members)
    if (!VERSIONS[apimVersion].distributedThrottling) {
      return counting.length === 0
        ? []
        : [report(counting, `${apimVersion} has no distributed throttling, and it is on.`, switchOff(deployment))]
    }
    const without = counting.filter((instance) => deployment.server.get(instance.id)?.redis === undefined)
    if (without.length === 0) return []
    const message = `${namesOf(without)} should share ${without.length === 1 ? 'its' : 'their'} counters and ${without.length === 1 ? 'is' : 'are'} connected to no Redis.`
    return [report(without, message, connectRedis(without, deployment) ?? switchOff(deployment))]
  },
}

function report(subjects: readonly Instance[], message: string, fix: Fix | undefined): Finding {
  return {
    code: 'TM-12',
    severity: 'error',
    message,
    subjects: subjectsOf(subjects),
    remedy: 'Connect every Traffic Manager to one Redis, or turn distributed throttling off in the settings.',
    ...(fix && { fix }),
  }
}

/** Not where more than two then count apart. */
function switchOff(deployment: Deployment): Fix | undefined {
  return setsOf(deployment, 'traffic-manager').every((set) => set.members.length <= 2) ? SWITCH_OFF : undefined
}

const SWITCH_OFF: Fix = {
  label: 'Turn distributed throttling off',
  apply: (design) => {
    const { distributedThrottling: _off, ...settings } = design.settings
    return { ...design, settings }
  },
}

/** The only Redis that is drawn. */
function connectRedis(servers: readonly Instance[], deployment: Deployment): Fix | undefined {
  const stores = deployment.design.topology.components.filter((component) => component.kind === 'redis')
  const [only] = stores
  if (!only || stores.length > 1) return undefined
  return connectFix(
    'Connect them to Redis',
    subjectsOf(servers).map((from) => ({ from, to: only.id })),
    ['redis'],
  )
}

import { since, VERSIONS } from '../versions'
import type { Deployment, Instance } from '../wiring/deployment'
import { connectFix } from './support/fixes'
import { namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import { defineRule, type Fix } from './support/rule'

export const distributedThrottlingImpossible = defineRule({
  code: 'TM-12',
  title: 'Distributed throttling is on and cannot work',
  severity: 'error',
  why: `Traffic Managers share their counters in Redis, from ${since((facts) => facts.distributedThrottling)} on; without it each counts a part.`,
  source: 'docs-apim 4.6.0 and newer, distributed throttling',
  remedy: 'Connect every Traffic Manager to one Redis, or turn distributed throttling off in the settings.',
  check: (deployment, say) => {
    const { settings, apimVersion } = deployment.design
    if (settings.distributedThrottling !== true) return
    const counting = setsOf(deployment, 'traffic-manager').flatMap((set) => set.members)
    const known = VERSIONS[apimVersion].distributedThrottling
    const hindered = known ? counting.filter((one) => deployment.server.get(one.id)?.redis === undefined) : counting
    if (hindered.length === 0) return
    const one = hindered.length === 1
    say.finding({
      message: known
        ? `${namesOf(hindered)} should share ${one ? 'its' : 'their'} counters and ${one ? 'is' : 'are'} connected to no Redis.`
        : `${apimVersion} has no distributed throttling, and it is on.`,
      subjects: subjectsOf(hindered),
      fix: (known ? connectRedis(hindered, deployment) : undefined) ?? switchOff(deployment),
    })
  },
})

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

import { flagOf } from '../kinds/properties'
import { labelOf } from '../wiring/placement'
import { frontsOf } from './support/entries'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'
import { streamingServers } from './support/streaming'

export const streamingCannotEnter = defineRule({
  code: 'LB-10',
  title: 'Streaming APIs have no way in',
  severity: 'medium',
  why: 'WebSocket and WebSub APIs are on ports of their own, which a load balancer for 8243 alone does not pass.',
  source: 'docs-apim, default product ports: 8099 and 9099, 8021 and 9021',
  remedy: 'Add listeners for 8099 and 8021 with a long idle time-out.',
  check: (deployment, say) => {
    for (const { component, entries } of frontsOf(deployment)) {
      const behind = entries.find((entry) => entry.role === 'gateway')?.targets ?? []
      const streaming = behind.filter((target) => streamingServers(deployment).has(target))
      const listens = flagOf(component, 'streamingListeners')
      if (listens === undefined && streaming.length > 0) say.unknown('streamingListeners', component)
      if (listens !== false) continue
      for (const target of behind) if (!streaming.includes(target)) say.unknown('streaming', target.component)
      if (streaming.length === 0) continue
      say.finding({
        message: `${labelOf(component)} does not listen on 8099 and 8021, where ${namesOf(streaming)} ${streaming.length === 1 ? 'serves' : 'serve'} streaming APIs.`,
        subjects: [component.id, ...subjectsOf(streaming)],
        fix: sayFix('Listen for streaming APIs', [component.id], { streamingListeners: true }),
      })
    }
  },
})

import { flagOf } from '../model/properties'
import { labelOf } from '../wiring/placement'
import { frontsOf } from './support/entries'
import { sayFix } from './support/fixes'
import { namesOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'
import { streamingServers } from './support/streaming'

export const streamingCannotEnter: Rule = {
  code: 'LB-10',
  title: 'Streaming APIs have no way in',
  severity: 'medium',
  why: 'WebSocket and WebSub APIs are on ports of their own, which a load balancer for 8243 alone does not pass.',
  source: 'docs-apim, default product ports: 8099 and 9099, 8021 and 9021',
  check: (deployment) =>
    frontsOf(deployment).flatMap(({ component, entries }): Finding[] => {
      if (flagOf(component, 'streamingListeners') !== false) return []
      const behind = entries.find((entry) => entry.role === 'gateway')?.targets ?? []
      const streaming = behind.filter((target) => streamingServers(deployment).has(target))
      if (streaming.length === 0) return []
      return [
        {
          code: 'LB-10',
          severity: 'medium',
          message: `${labelOf(component)} does not listen on 8099 and 8021, where ${namesOf(streaming)} ${streaming.length === 1 ? 'serves' : 'serve'} streaming APIs.`,
          subjects: [component.id, ...subjectsOf(streaming)],
          remedy: 'Add listeners for 8099 and 8021 with a long idle time-out.',
          fix: sayFix('Listen for streaming APIs', [component.id], { streamingListeners: true }),
        },
      ]
    }),
}

import { inWords } from '../base/words'
import type { Deployment, Server } from '../wiring/deployment'
import { graphOf } from '../wiring/graph'
import { removePurposesFromAllFix } from './support/fixes'
import { nameWithRegion, redundantSets, subjectsOf } from './support/redundant-sets'
import { defineRule } from './support/rule'

export const copiesToSeveral = defineRule({
  code: 'EV-07',
  title: 'Events are copied to several servers',
  severity: 'high',
  why: 'The list is a fail-over list: only the first that answers gets the copy.',
  source: 'product-apim templates: event_duplicate_url is one broker list',
  remedy: 'Copy events to the one peer; tell other datacenters by cross-datacenter events.',
  check: (deployment, say) => {
    for (const server of deployment.servers) {
      if (server.duplicates.length < 2 || isInCrowd(server, deployment)) continue
      const { peers, instance } = server
      const strangers = new Set(server.duplicates.filter((other) => !peers.includes(other)).map((other) => other.id))
      const lines = graphOf(deployment)
        .out(instance.id, 'event-duplication')
        .filter((link) => strangers.has(link.to))
        .map((link) => link.connection)
      say.finding({
        message: `${nameWithRegion(instance)} copies its events to ${inWords(server.duplicates.map(nameWithRegion))}, and only one of them gets the copy.`,
        subjects: subjectsOf([instance, ...server.duplicates]),
        ...(server.duplicates.length - strangers.size < 2 && {
          fix: removePurposesFromAllFix('Copy events to the peer alone', [...new Set(lines)], ['event-duplication']),
        }),
      })
    }
  },
})

/** More than two in its own set is a finding of that set, which says the same. */
function isInCrowd({ instance, duplicates }: Server, deployment: Deployment): boolean {
  return redundantSets(deployment).some(
    ({ members }) =>
      members.length > 2 && members.includes(instance) && duplicates.every((other) => members.includes(other)),
  )
}

import type { Instance } from '../wiring/deployment'
import { namesOf, setsOf, subjectsOf } from './support/redundant-sets'
import type { Finding, Rule } from './support/rule'

export const tooManyControlPlanes: Rule = {
  code: 'HA-05',
  title: 'More than two control planes on one database',
  severity: 'error',
  why: 'Events are copied to one peer only, so a third node misses some; the guides warn of cluster problems.',
  source: 'docs-apim, Pattern 3 (two nodes); product-apim templates: event_duplicate_url is a fail-over list',
  check: (deployment) => {
    const byDatabase = new Map<string, { region: string; members: Instance[] }[]>()
    const findings: Finding[] = []
    for (const set of setsOf(deployment, 'control-plane')) {
      if (set.members.length > 2) findings.push(tooMany(set.members))
      for (const member of set.members) {
        const database = deployment.server.get(member.id)?.databases.apim?.database
        if (!database || database.mode === 'geo') continue
        const lists = byDatabase.get(database.component.id) ?? []
        const own = lists.find((list) => list.region === set.roles.region.id)
        if (own) own.members.push(member)
        else lists.push({ region: set.roles.region.id, members: [member] })
        byDatabase.set(database.component.id, lists)
      }
    }
    for (const lists of byDatabase.values()) {
      const members = lists.flatMap((list) => list.members)
      if (lists.length > 1 && members.length > 2 && lists.every((list) => list.members.length <= 2))
        findings.push(tooMany(members))
    }
    return findings
  },
}

function tooMany(members: readonly Instance[]): Finding {
  return {
    code: 'HA-05',
    severity: 'error',
    message: `${namesOf(members)} are ${members.length} control planes on one database; two work, a third misses events.`,
    subjects: subjectsOf(members),
    remedy: 'Keep exactly two control planes and scale the gateways instead.',
  }
}
